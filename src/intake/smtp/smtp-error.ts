/** RFC 5321 §4.2: 4yz keeps the message with the sender, who tries again; 5yz refuses it for good. */
export function smtpError(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** RFC 3463 §3.4: 4.3.1 for a full system, 4.3.0 for one in trouble. */
export function later(full: boolean): Error {
  return full
    ? smtpError(452, '4.3.1 plus assez de place, réessayez plus tard')
    : smtpError(451, '4.3.0 indisponible pour le moment, réessayez plus tard');
}
