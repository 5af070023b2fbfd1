<?php

/** A sign-in that was not finished. The message is for the log and holds no secret. */
class second_step_error extends Exception
{
    /** @var string what people are told: a label in localization/ */
    public $label;

    public function __construct($label, $message)
    {
        parent::__construct($message);
        $this->label = $label;
    }
}
