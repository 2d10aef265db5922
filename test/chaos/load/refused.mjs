/** Refused for good: no real sender would try again. */
export class Refused extends Error {}
