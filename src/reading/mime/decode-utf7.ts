const utf16 = new TextDecoder('utf-16be');

/**
 * Text of a UTF-7 string (RFC 2152): `+` starts modified base64 of UTF-16BE, `-` ends it, `+-` is a plus sign.
 * A run that does not decode stays as it is.
 */
export function decodeUtf7(ascii: string): string {
  return ascii.replace(/\+([A-Za-z0-9+/]*)(-?)/g, (all, run: string, dash: string) => {
    if (run === '') return dash === '-' ? '+' : all;
    const bytes = Buffer.from(run, 'base64');
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
    return whole.length === 0 ? all : utf16.decode(whole);
  });
}
