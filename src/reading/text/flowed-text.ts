/** RFC 3676 §4.2: in format=flowed a line that ends with a blank goes on in the next one of the same quote depth. */
export function unflow(text: string, deleteSpace: boolean): string {
  const lines: string[] = [];
  let open = false;
  for (const raw of text.split('\n')) {
    const quote = /^>*/.exec(raw)?.[0] ?? '';
    const content = raw.slice(quote.length).replace(/^ /, '');
    const last = lines.at(-1);
    const soft = content.endsWith(' ') && content !== '-- ';
    const piece = soft && deleteSpace ? content.slice(0, -1) : content;
    if (open && last !== undefined && quoteOf(last) === quote && content !== '-- ')
      lines[lines.length - 1] = last + piece;
    else lines.push(quote === '' ? piece : `${quote} ${piece}`);
    open = soft;
  }
  return lines.join('\n');
}

const quoteOf = (line: string): string => /^>*/.exec(line)?.[0] ?? '';
