/** The host that the tests' mini-program is built for (API_BASE). Chromium is told where it really is. */
export const publicUrl = 'http://portal.localhost'
