import libheif from 'libheif-js/wasm-bundle';
import { READ_LIMITS } from '../read-limits';

/** Pixels in four colours a byte each, upright as the phone says. */
export interface DecodedPhoto {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The first picture of an iPhone's photo, which the build of libvips here does not decode. @throws where there is none, or it is too large */
export async function decodeHeic(bytes: Buffer): Promise<DecodedPhoto> {
  const images = new libheif.HeifDecoder().decode(bytes);
  try {
    const [image] = images;
    if (image === undefined) throw new Error('aucune image');
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > READ_LIMITS.heicPixels) throw new Error('image trop grande');
    return await new Promise((resolve, reject) => {
      const room = { data: new Uint8ClampedArray(width * height * 4), width, height };
      image.display(room, (shown) =>
        shown === null
          ? reject(new Error('image abîmée'))
          : resolve({ width, height, data: new Uint8Array(shown.data.buffer) }),
      );
    });
  } finally {
    for (const image of images) image.free();
  }
}

/** ISO/IEC 23008-12: brands of pictures coded by HEVC; AVIF is read by libvips. */
export function isHeic(bytes: Buffer): boolean {
  return /^[\s\S]{4}ftyp(?:heic|heix|hevc|hevx|mif1|msf1)/.test(bytes.subarray(0, 12).toString('latin1'));
}
