<?php

require_once __DIR__ . '/second_step_links.php';
require_once __DIR__ . '/second_step_mailbox.php';
require_once __DIR__ . '/second_step_openid.php';

/**
 * Roundcube 1.6 behind the second step: who comes without a session is led to the second step's own page (OpenID Connect Core 1.0, code flow).
 * Roundcube's session begins only afterwards, with a password of its own for the mailbox; what people type here never opens one.
 */
class second_step extends rcube_plugin
{
    /** @var rcmail */
    private $rc;

    /** @var second_step_openid */
    private $openid;

    /** @var second_step_links */
    private $links;

    /** @var second_step_mailbox */
    private $mailbox;

    /** @var array|null what this request signs in with: user, password, sid, id_token */
    private $proof;

    /** @var bool whether Roundcube has been given that and nothing else */
    private $is_proven = false;

    /** @var string what the page says instead of showing a form: a label in localization/ */
    private $problem = '';

    /** @var string of the session that is ending */
    private $id_token = '';

    public function init()
    {
        $this->rc = rcmail::get_instance();
        $this->load_config();
        $this->add_texts('localization/');
        $this->openid = new second_step_openid($this->rc);
        $this->links = new second_step_links($this->rc);
        $hooks = ['startup', 'authenticate', 'login_after', 'login_failed', 'unauthenticated', 'loginform_content', 'logout_after', 'settings_actions'];
        foreach ($hooks as $hook) {
            $this->add_hook($hook, [$this, $hook]);
        }
        $this->mailbox = new second_step_mailbox($this->rc);
        foreach (['ready', 'storage_connect', 'storage_connected'] as $hook) {
            $this->add_hook($hook, [$this->mailbox, $hook]);
        }
        $this->register_action('plugin.second_step_factors', [$this, 'open_settings']);
        $this->register_action('plugin.second_step_app_passwords', [$this, 'open_settings']);
    }

    public function startup($args)
    {
        if ($args['action'] === 'plugin.second_step_ended') {
            $this->end_sessions();
        }
        if (!empty($_SESSION['user_id'])) {
            return $this->keep_or_end($args);
        }
        return $args['action'] === 'plugin.second_step' ? $this->answered($args) : $args;
    }

    /** A session that began in another way, or before this plug-in was switched on, is none. */
    private function keep_or_end($args)
    {
        $own = $_SESSION['second_step'] ?? null;
        if (!$own || $this->openid->tokens->has_ended($own['sid'])) {
            $this->rc->kill_session();
            return ['action' => ''] + $args;
        }
        if ($args['action'] === 'plugin.second_step') {
            $this->rc->output->redirect(['_task' => 'mail']);
        }
        if ($args['task'] === 'logout') {
            $this->id_token = $this->rc->decrypt($own['id_token']);
        }
        return $args;
    }

    /** OpenID Connect Back-Channel Logout 1.0 §2.7 and §2.8. */
    private function end_sessions()
    {
        $is_good = $this->openid->tokens->end_by((string) rcube_utils::get_input_string('logout_token', rcube_utils::INPUT_POST));
        header('Cache-Control: no-store', true, $is_good ? 200 : 400);
        exit;
    }

    private function go($url)
    {
        header('Referrer-Policy: no-referrer');
        header('Location: ' . $url, true, 303);
        exit;
    }

    /** The answer to a link of ours: one try, in the browser that followed it. */
    private function answered($args)
    {
        header('Referrer-Policy: no-referrer');
        $args['action'] = '';
        try {
            $link = $this->links->take((string) rcube_utils::get_input_string('state', rcube_utils::INPUT_GET));
            $this->proof = $this->openid->finish($link);
            // Roundcube logs the address with whatever fails from here on.
            $_SERVER['REQUEST_URI'] = './';
        } catch (second_step_error $error) {
            $this->problem = $error->label;
            rcube::write_log('errors', 'second_step: ' . $error->getMessage());
            return $args;
        }
        // As index.php does with the session that showed its form.
        $this->rc->kill_session();
        $_POST['_user'] = $this->proof['user'];
        $_POST['_url'] = $link['back'];
        return ['action' => 'login'] + $args;
    }

    /** A form, an Authorization header, another plug-in: nothing that comes with them signs in, also after a proof of somebody else's. */
    public function authenticate($args)
    {
        if ($this->proof === null) {
            $this->problem = 'password';
            return ['abort' => true, 'break' => true] + $args;
        }
        $this->is_proven = true;
        return ['user' => $this->proof['user'], 'pass' => $this->proof['password'], 'valid' => true, 'cookiecheck' => false, 'break' => true] + $args;
    }

    public function login_after($args)
    {
        if ($this->is_proven) {
            $id_token = $this->rc->encrypt($this->proof['id_token']);
            $_SESSION['second_step'] = ['sid' => $this->proof['sid'], 'id_token' => $id_token, 'at' => time()];
        }
        return $args;
    }

    public function login_failed($args)
    {
        $this->problem = $this->problem ?: 'mailbox';
        return $args;
    }

    /** A failure shows its page and leads nowhere by itself; neither does a picture or a frame in somebody's page. */
    public function unauthenticated($args)
    {
        $this->problem = $this->problem ?: $this->mailbox->problem();
        if ($this->problem === '' && ($_SERVER['HTTP_SEC_FETCH_DEST'] ?? 'document') === 'document') {
            [$url, $secrets] = $this->openid->begin();
            $this->links->keep($secrets);
            $this->go($url);
        }
        return ['http_code' => $this->problem === 'signed_out' ? 200 : 401] + $args;
    }

    /** Instead of the form: what went wrong, and the way in. */
    public function loginform_content($args)
    {
        $text = html::p(['id' => 'second-step-problem', 'role' => 'alert'], rcube::Q($this->gettext($this->problem ?: 'sign_in_first')));
        $link = ['href' => './', 'target' => '_top', 'class' => 'button btn btn-primary mainaction'];
        $button = ['outterclass' => 'formbuttons', 'content' => html::a($link, rcube::Q($this->gettext('sign_in')))];
        return ['hidden' => [$text], 'inputs' => [], 'buttons' => [$button]] + $args;
    }

    /** OpenID Connect RP-Initiated Logout 1.0. Without it the way in would open by itself. */
    public function logout_after($args)
    {
        if ($this->id_token) {
            $this->go($this->openid->end_url($this->id_token));
        }
        $this->problem = 'signed_out';
        return $args;
    }

    public function settings_actions($args)
    {
        foreach (['factors', 'app_passwords'] as $page) {
            $link = ['action' => "plugin.second_step_$page", 'class' => 'password', 'label' => $page, 'title' => $page, 'domain' => $this->ID];
            $args['actions'][] = $link;
        }
        return $args;
    }

    public function open_settings()
    {
        $this->go($this->openid->issuer . '/settings/' . ($this->rc->action === 'plugin.second_step_factors' ? 'factors' : 'app-passwords'));
    }
}
