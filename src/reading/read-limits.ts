/**
 * Every limit of reading, with its reason. Past one of them the item is kept whole and what could be read is shown
 * to an agent; nothing is refused here.
 */
export const READ_LIMITS = {
  /** What intake announces by SMTP SIZE: past it a message is kept but not parsed (a child would hold it several times over). */
  messageBytes: 50 * 1024 * 1024,
  /** Real header blocks stay under 100 KB, ARC and DKIM chains included; a megabyte is an attack. */
  headerBytes: 1024 * 1024,
  /** RFC 5322 §2.1.1 allows 998 characters a line; a subject past two of them is no subject. */
  subjectLength: 2_000,
  /** A sender's name; past it nothing but noise. */
  nameLength: 500,
  /** The longest chain of Received and ARC seen has some 200. */
  headerFields: 2_000,
  /** Forwards of forwards reach 10; every level reads its content once more. */
  depth: 100,
  /** An attached digest of a mailing list may hold some hundred messages. */
  parts: 1_000,
  /** Photos of papers come in dozens, never in hundreds. */
  attachments: 300,
  /** Bytes that boundaries are looked for in, over all levels: stops small messages that nest to cost much. */
  scannedBytes: 1024 * 1024 * 1024,
  /** Text of one piece: some 300 pages of typescript; the rest says nothing new about who writes and why. */
  textLength: 2_000_000,
  /** Text of all pieces together. */
  allTextLength: 4_000_000,
  /** HTML is parsed in one go; newsletters stay under 500 KB. */
  htmlLength: 4_000_000,
  /** htmlparser2 is quadratic in nesting; browsers flatten past 512. */
  htmlDepth: 2_000,
  /** Pages of one PDF whose text is read: a tenancy agreement has 20, an appeal file 100. */
  pdfPages: 200,
  /** A PDF past it is a catalogue, not a piece of a file. */
  pdfBytes: 40 * 1024 * 1024,
  /** PDFs of one item whose text is read. */
  pdfFiles: 50,
  /** What a Word, Excel or OpenDocument file unpacks to, pictures included; past it, a bomb. */
  officeBytes: 80 * 1024 * 1024,
  /** Parts of one such file: a workbook of a hundred sheets has some three hundred. */
  officeParts: 5_000,
  /** Pixels of one picture: A3 at 600 dpi has 70 million, the largest phones take 108; past it, a bomb. */
  picturePixels: 120_000_000,
  /** Pixels of a HEIC photo, held whole in four colours while it is decoded: phones write 12 to 48 million. */
  heicPixels: 50_000_000,
  /** Pictures of one e-mail, and picture pages of its files, that are read: each costs a second or two. */
  messagePictures: 20,
  /** Picture pages of one scanned item that are read: some ten minutes. */
  scanPictures: 300,
  /** One reading of one picture; a full page takes 1 to 3 s on an idle machine. */
  pictureMilliseconds: 25_000,
  /** Wall clock of one item in its process, anew for each picture that it reads; the slowest message known takes under 2 s. */
  milliseconds: 30_000,
  /** Pictures and zones of pictures for which that clock starts anew: a hostile child cannot ask for ever. */
  extensions: 3_000,
  /** One DNS question; the answers decide nothing but «authenticated», so waiting is not worth more. */
  dnsMilliseconds: 4_000,
  /** All DNS questions of one message together. */
  authenticationMilliseconds: 12_000,
  /** JavaScript heap of one reading process (--max-old-space-size), in megabytes. */
  heapMegabytes: 384,
  /** Resident memory of one reading process, buffers and WASM included: above it the process is killed. */
  residentMegabytes: 768,
  /** Items after which a process is replaced: what a native library leaks stays small. */
  itemsPerProcess: 500,
} as const;
