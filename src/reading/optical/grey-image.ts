/** A picture in shades of grey, a byte a pixel, row by row: 0 is black. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** As a binary PGM, which leptonica takes without a decoder. */
export function asPgm({ width, height, data }: GreyImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}

export interface Zone {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The zone of a picture, with a white border around it. @param border pixels */
export function cutOut(image: GreyImage, zone: Zone, border: number): GreyImage {
  const left = Math.max(0, Math.floor(zone.left));
  const top = Math.max(0, Math.floor(zone.top));
  const right = Math.min(image.width, Math.ceil(zone.right));
  const bottom = Math.min(image.height, Math.ceil(zone.bottom));
  const width = Math.max(1, right - left) + 2 * border;
  const height = Math.max(1, bottom - top) + 2 * border;
  const data = new Uint8Array(width * height).fill(255);
  for (let row = top; row < bottom; row++)
    data.set(
      image.data.subarray(row * image.width + left, row * image.width + right),
      (row - top + border) * width + border,
    );
  return { width, height, data };
}
