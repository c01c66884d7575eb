/** Mean range of two normal values in standard deviations, rounded as in NIST's handbook and control chart tables. */
export const d2 = 1.128;
