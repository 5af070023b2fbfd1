<?php

/** Signed tokens of our server (RS256, RFC 7518 §3.3), and the sessions that they have ended. */
class second_step_tokens
{
    /** Seconds: keys are kept so long; for an unknown one they are fetched again, but not more often than that. */
    private const KEYS_KEPT = 3600;
    private const KEYS_PAUSE = 60;

    /** An ended session is known for longer than any session lives. */
    private const KNOWN = '1d';

    /** Seconds that clocks may differ. */
    private const SKEW = 60;

    private const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

    /** @var string */
    private $issuer;

    /** @var string */
    private $client;

    /** @var callable */
    private $fetch_keys;

    /** @var rcube_cache|null a table that every Roundcube has, and that all its machines share */
    private $kept;

    public function __construct(string $issuer, string $client, callable $fetch_keys)
    {
        $this->issuer = $issuer;
        $this->client = $client;
        $this->fetch_keys = $fetch_keys;
    }

    public static function to64(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }

    private static function from64(string $text): string
    {
        return (string) base64_decode(strtr($text, '-_', '+/'));
    }

    private function kept(): rcube_cache
    {
        return $this->kept = $this->kept ?? rcube_cache::factory('db', 0, 'second_step', self::KNOWN);
    }

    /** At once, and not at the end of the request, as Roundcube's caches would. */
    private function keep(string $name, $what): void
    {
        $this->kept()->set($name, $what);
        $this->kept()->close();
    }

    /**
     * OpenID Connect Core 1.0 §3.1.3.7, but for the nonce.
     *
     * @return array|null the claims
     */
    public function read(string $token): ?array
    {
        $parts = explode('.', $token);
        if (count($parts) !== 3) {
            return null;
        }
        [$header, $claims] = array_map(function ($part) {
            return json_decode(self::from64($part), true);
        }, $parts);
        if (($header['alg'] ?? '') !== 'RS256' || !is_array($claims) || !$this->is_for_us($claims)) {
            return null;
        }
        $key = $this->key((string) ($header['kid'] ?? ''));
        $is_signed = $key && openssl_verify("$parts[0].$parts[1]", self::from64($parts[2]), $key, OPENSSL_ALGO_SHA256) === 1;
        return $is_signed ? $claims : null;
    }

    private function is_for_us(array $claims): bool
    {
        $audience = (array) ($claims['aud'] ?? []);
        $now = time();
        return ($claims['iss'] ?? '') === $this->issuer && $audience === [$this->client]
            && is_int($claims['exp'] ?? null) && $claims['exp'] > $now - self::SKEW
            && is_int($claims['iat'] ?? null) && $claims['iat'] < $now + self::SKEW;
    }

    /** OpenID Connect Back-Channel Logout 1.0 §2.6. @return bool whether it was a logout token of ours */
    public function end_by(string $token): bool
    {
        try {
            $claims = $this->read($token);
        } catch (second_step_error $error) {
            return false;
        }
        $is_logout = isset($claims['events'][self::LOGOUT_EVENT]) && !isset($claims['nonce']) && is_string($claims['sid'] ?? null);
        if ($is_logout) {
            $this->keep(self::name($claims['sid']), true);
        }
        return $is_logout && $this->has_ended($claims['sid']);
    }

    public function has_ended(string $sid): bool
    {
        return (bool) $this->kept()->get(self::name($sid));
    }

    private static function name(string $sid): string
    {
        return 'ended.' . hash('sha256', $sid);
    }

    /** @return string|null in PEM */
    private function key(string $id): ?string
    {
        $known = $this->kept()->get('keys') ?: ['at' => 0, 'keys' => []];
        $age = time() - $known['at'];
        if ($age > self::KEYS_KEPT || (!isset($known['keys'][$id]) && $age > self::KEYS_PAUSE)) {
            $known = ['at' => time(), 'keys' => []];
            foreach (($this->fetch_keys)()['keys'] ?? [] as $key) {
                if (($key['kty'] ?? '') === 'RSA' && isset($key['kid'], $key['n'], $key['e'])) {
                    $known['keys'][$key['kid']] = self::pem(self::from64($key['n']), self::from64($key['e']));
                }
            }
            $this->keep('keys', $known);
        }
        return $known['keys'][$id] ?? null;
    }

    /** SubjectPublicKeyInfo of an RSA key (RFC 3279 §2.3.1). */
    private static function pem(string $modulus, string $exponent): string
    {
        $key = self::der("\x30", self::integer($modulus) . self::integer($exponent));
        $info = self::der("\x30", hex2bin('300d06092a864886f70d0101010500') . self::der("\x03", "\0" . $key));
        return "-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($info), 64, "\n") . "-----END PUBLIC KEY-----\n";
    }

    private static function integer(string $bytes): string
    {
        return self::der("\x02", (ord($bytes[0] ?? "\0") > 127 ? "\0" : '') . $bytes);
    }

    private static function der(string $tag, string $body): string
    {
        $length = strlen($body);
        $long = ltrim(pack('N', $length), "\0");
        return $tag . ($length < 128 ? chr($length) : chr(128 | strlen($long)) . $long) . $body;
    }
}
