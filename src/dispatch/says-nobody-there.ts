/** What nodemailer says of a command that was refused. */
interface SmtpAnswer {
  readonly responseCode?: number;
  readonly command?: string;
  readonly response?: string;
}

/** RFC 5321 §4.2.2 of RCPT TO; where the server gives a code of RFC 3463, only 5.1.z («address») and 5.2.1 (disabled) speak of it. */
export function saysNobodyThere({ responseCode = 0, command, response = '' }: SmtpAnswer): boolean {
  if (command !== 'RCPT TO' || ![550, 551, 553].includes(responseCode)) return false;
  const [, enhanced = null] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  return enhanced === null || /^5\.(?:1\.(?:1|2|3|6|10)|2\.1)$/.test(enhanced);
}
