/** A shield that holds a letter. */
export const Logo = () => (
  <svg className="logo" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
    <path
      className="logo-shield"
      d="M14 1.3 25.25 5.4v9.2c0 5.8-4.5 10.3-11.25 12.4C7.25 24.9 2.75 20.4 2.75 14.6V5.4z"
    />
    <rect className="logo-letter" x="8.25" y="9.9" width="11.5" height="8.3" rx=".5" />
    <path className="logo-letter" d="m8.7 10.5 5.3 4.3 5.3-4.3" />
  </svg>
)
