<?php

/** Roundcube's session lives as long as the mail server takes the password that was made for it. */
class second_step_mailbox
{
    /** Seconds without a look at the mailbox: contacts and settings ask no mail server by themselves. */
    private const UNSEEN = 10;

    /** Seconds. A session that is refused so soon would begin, and be refused, again and again. */
    private const TOO_SOON = 10;

    /** RFC 5530: no for good. Any other failure passes, and nobody is signed out for it. */
    private const REFUSED = ['AUTHENTICATIONFAILED', 'AUTHORIZATIONFAILED', 'EXPIRED'];

    /** @var rcmail */
    private $rc;

    public function __construct(rcmail $rc)
    {
        $this->rc = $rc;
    }

    /** @return string what to tell a browser whose session has ended too soon, once */
    public function problem(): string
    {
        $is_stopped = isset($_SESSION['second_step_too_soon']);
        $this->rc->session->remove('second_step_too_soon');
        return $is_stopped ? 'mailbox' : '';
    }

    public function ready($args)
    {
        if (time() - ($_SESSION['second_step_seen'] ?? 0) > self::UNSEEN) {
            $this->rc->get_storage()->check_connection();
        }
        return $args;
    }

    /**
     * Tells Dovecot the browser's address (its login_trusted_networks). A second attempt is asked for only to hear how the first one has ended:
     * without `retry` it is not made.
     */
    public function storage_connect($args)
    {
        $args['preauth_ident'] = ['x-originating-ip' => rcube_utils::remote_addr()];
        if (empty($_SESSION['second_step'])) {
            return $args;
        }
        if ($args['attempt'] > 1 && in_array($this->rc->get_storage()->conn->resultcode, self::REFUSED, true)) {
            $this->end_session();
        }
        return ['retry' => $args['attempt'] === 1] + $args;
    }

    public function storage_connected($args)
    {
        $_SESSION['second_step_seen'] = time();
        return $args;
    }

    /** Signed out elsewhere, another factor, too old: the same address without a session leads to the second step. */
    private function end_session()
    {
        $is_too_soon = time() - $_SESSION['second_step']['at'] < self::TOO_SOON;
        rcube::write_log('userlogins', "second_step: the mail server refuses the session of {$_SESSION['username']}, which is ended");
        $this->rc->kill_session();
        if ($is_too_soon) {
            $_SESSION['second_step_too_soon'] = true;
        }
        $output = $this->rc->output;
        if ($output->ajax_call || $output->get_env('framed')) {
            $output->reset();
            $output->command('session_error', $this->rc->url(['_task' => 'mail', '_err' => 'session']));
            $output->send('iframe');
        }
        $query = $_SERVER['REQUEST_METHOD'] === 'GET' ? (string) ($_SERVER['QUERY_STRING'] ?? '') : '';
        header("Location: ./?$query", true, 303);
        exit;
    }
}
