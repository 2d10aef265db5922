/** What a page's content is written of, without pdfkit: it writes a rule in nine instructions, each a text of its own. */

const HUNDREDTHS = Array.from({ length: 100 }, (_, part) => (part === 0 ? '' : String(part / 100).slice(1)));

/** A length in points, to a hundredth, which is 3.5 µm. */
export function points(value: number): string {
  const hundredths = Math.round(value * 100);
  if (hundredths < 0) return String(hundredths / 100);
  const whole = Math.floor(hundredths / 100);
  return `${whole}${HUNDREDTHS[hundredths - whole * 100]}`;
}

const COLOURS = new Map<string, string>();

/** «#0b4f8a» as the three parts of DeviceRGB: a screen shows two hundred and fifty-six of each. */
export function rgb(colour: string): string {
  let parts = COLOURS.get(colour);
  if (parts === undefined) {
    const hex = Number.parseInt(colour.slice(1), 16);
    parts = [hex >> 16, (hex >> 8) & 255, hex & 255].map((part) => Math.round((part / 255) * 1000) / 1000).join(' ');
    COLOURS.set(colour, parts);
  }
  return parts;
}
