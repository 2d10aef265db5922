import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { deskUserOf } from '../access/desk-door';
import { DeskParts } from '../desk-parts';
import { itemsOfCase } from './case-items';
import { exportCase } from './export-case';
import { makeHandover } from './make-handover';

/** A whole case for somebody outside of the house, or for the Caf’s own system. */
@Controller('bureau')
export class ExportController {
  constructor(private readonly parts: DeskParts) {}

  @Get(':id/dossier.zip')
  async zip(@Param('id') id: string, @Res() response: Response) {
    const { fileName, stream } = await exportCase(this.parts, id, deskUserOf(response));
    response.set({ ...DOWNLOAD, 'Content-Disposition': `attachment; filename="${fileName}"` }).type('application/zip');
    // Who asked has gone, or a file was changed since it was looked at: the zip has no end then, and opens nowhere.
    await pipeline(stream, response).catch(() => response.destroy());
  }

  @Get(':id/remise.json')
  async handover(@Param('id') id: string, @Res() response: Response) {
    const { main, joined } = await itemsOfCase(this.parts, id);
    const made = await makeHandover(this.parts, main, joined);
    const detail = { documents: made.documents.length };
    await this.parts.journal.tell('case-handed-over', deskUserOf(response).id, id, detail);
    const fileName = `remise-${made.reference}.json`;
    return response.set({ ...DOWNLOAD, 'Content-Disposition': `attachment; filename="${fileName}"` }).json(made);
  }
}

const DOWNLOAD = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };
