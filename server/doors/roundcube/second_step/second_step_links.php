<?php

require_once __DIR__ . '/second_step_error.php';

/** Links to the second step that this browser has followed, in Roundcube's session of the browser. */
class second_step_links
{
    /** At the same time, in tabs; a link lives as long as the session of a browser that has not signed in. */
    private const TABS = 5;

    private const PLACE = 'second_step_links';

    /** @var rcmail */
    private $rc;

    public function __construct(rcmail $rc)
    {
        $this->rc = $rc;
    }

    /** @param array $secrets with the key state; kept with the page that was asked for. */
    public function keep(array $secrets)
    {
        $back = $_SERVER['REQUEST_METHOD'] === 'GET' ? (string) ($_SERVER['QUERY_STRING'] ?? '') : '';
        $link = $secrets + ['back' => preg_match('/_(task=log|action=plugin\.second)/', $back) ? '' : $back];
        $_SESSION[self::PLACE] = array_slice($_SESSION[self::PLACE] ?? [], 1 - self::TABS, null, true)
            + [$secrets['state'] => $this->rc->encrypt(json_encode($link))];
    }

    /**
     * Once.
     *
     * @return array the secrets and back, a query string
     */
    public function take(string $state): array
    {
        $sealed = $_SESSION[self::PLACE][$state] ?? '';
        unset($_SESSION[self::PLACE][$state]);
        $link = json_decode((string) $this->rc->decrypt($sealed), true);
        if (!$link) {
            throw new second_step_error('state', 'this browser has followed no such link, or too long ago');
        }
        return $link;
    }
}
