/** The page after the password, and the part of the scripts that only it needs. Asked for once, however often it is called. */
export const fetchSecondStep = () => import('./pages/second-step.tsx')

/** While the password is typed the page after it is on its way. What does not arrive is asked for again when it is needed. */
export const expectSecondStep = (): void => void fetchSecondStep().catch(() => undefined)
