<?php

require_once __DIR__ . '/second_step_error.php';
require_once __DIR__ . '/second_step_tokens.php';

/** Our server, as an OpenID provider sees its client: OpenID Connect Core 1.0 §3.1, with PKCE (RFC 7636) and `iss` in the answer (RFC 9207). */
class second_step_openid
{
    /** Seconds. */
    private const CONNECT = 3;
    private const ANSWER = 10;

    /** @var string also the address of the portal, without a slash at its end */
    public $issuer;

    /** @var second_step_tokens */
    public $tokens;

    /** @var rcmail */
    private $rc;

    /** @var string[] */
    private $client;

    /** @var string ends with a slash */
    private $webmail;

    public function __construct(rcmail $rc)
    {
        $this->rc = $rc;
        $this->issuer = $this->setting('url');
        $this->webmail = $this->setting('webmail');
        $this->client = [$this->setting('client_id'), $this->setting('client_secret')];
        $this->tokens = new second_step_tokens($this->issuer, $this->client[0], function () {
            return $this->ask('GET', '/openid/jwks', []);
        });
    }

    /** Without its settings Roundcube shows an error and no page at all. */
    private function setting(string $name): string
    {
        $value = $this->rc->config->get("second_step_$name");
        if (!is_string($value) || $value === '') {
            rcube::raise_error(['code' => 500, 'message' => "second_step_$name is not set"], true, true);
        }
        return $value;
    }

    private static function random(): string
    {
        return second_step_tokens::to64(random_bytes(32));
    }

    private function back(): string
    {
        return $this->webmail . '?_task=login&_action=plugin.second_step';
    }

    /** @return array the link, and the secrets that `finish` needs */
    public function begin(): array
    {
        $secrets = ['state' => self::random(), 'nonce' => self::random(), 'verifier' => self::random()];
        $asked = [
            'response_type' => 'code',
            'client_id' => $this->client[0],
            'redirect_uri' => $this->back(),
            'scope' => 'openid mail',
            'state' => $secrets['state'],
            'nonce' => $secrets['nonce'],
            'code_challenge' => second_step_tokens::to64(hash('sha256', $secrets['verifier'], true)),
            'code_challenge_method' => 'S256',
        ];
        return [$this->issuer . '/openid/auth?' . http_build_query($asked), $secrets];
    }

    /**
     * What the answer in this request's address is worth.
     *
     * @return array user, password, sid, id_token
     */
    public function finish(array $secrets): array
    {
        $given = array_map('strval', array_filter($_GET, 'is_scalar'));
        if (($given['iss'] ?? '') !== $this->issuer) {
            throw new second_step_error('answer', 'the answer is not from our issuer');
        }
        if (isset($given['error'])) {
            $passes = in_array($given['error'], ['temporarily_unavailable', 'server_error'], true);
            throw new second_step_error($passes ? 'unavailable' : 'refused', 'answered with ' . preg_replace('/[^a-z_]/', '', $given['error']));
        }
        $tokens = $this->ask('POST', '/openid/token', [
            'auth' => array_map('rawurlencode', $this->client),
            'form_params' => ['grant_type' => 'authorization_code', 'code' => $given['code'] ?? '', 'redirect_uri' => $this->back(),
                'code_verifier' => $secrets['verifier']],
        ]);
        $claims = $this->tokens->read((string) ($tokens['id_token'] ?? ''));
        if (!$claims || !hash_equals($secrets['nonce'], (string) ($claims['nonce'] ?? ''))) {
            throw new second_step_error('answer', 'the ID token is not the one that was asked for');
        }
        $mail = $this->ask('POST', '/openid/mail-password', ['headers' => ['Authorization' => 'Bearer ' . ($tokens['access_token'] ?? '')]]);
        if (empty($mail['username']) || empty($mail['password'])) {
            throw new second_step_error('answer', 'no password for the mailbox');
        }
        return ['user' => $mail['username'], 'password' => $mail['password'], 'sid' => (string) ($claims['sid'] ?? ''), 'id_token' => $tokens['id_token']];
    }

    public function end_url(string $id_token): string
    {
        return $this->issuer . '/openid/end?' . http_build_query(['id_token_hint' => $id_token, 'post_logout_redirect_uri' => $this->webmail]);
    }

    /** @return array the JSON that was answered */
    private function ask(string $method, string $path, array $options): array
    {
        $options += ['timeout' => self::ANSWER, 'connect_timeout' => self::CONNECT, 'http_errors' => false, 'allow_redirects' => false];
        try {
            $answer = $this->rc->get_http_client()->request($method, $this->issuer . $path, $options);
        } catch (\GuzzleHttp\Exception\GuzzleException $error) {
            throw new second_step_error('unavailable', "$path: no answer");
        }
        $status = $answer->getStatusCode();
        $body = json_decode((string) $answer->getBody(), true);
        if ($status !== 200 || !is_array($body)) {
            $passes = $status >= 500 || $status === 409 || $status === 429;
            throw new second_step_error($passes ? 'unavailable' : 'answer', "$path: answered with $status");
        }
        return $body;
    }
}
