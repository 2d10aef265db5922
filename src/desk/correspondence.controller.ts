import { Body, Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { requireApiKey } from '../persistence/require-api-key';
import { parseRequest } from '../platform/http/parse-request';
import { Problem } from '../platform/http/problem';
import { describeCorrespondence, describeThread, linksOf } from './describe-correspondence';
import { DeskParts } from './desk-parts';
import { loadCorrespondence } from './load-correspondence';
import { type SettlementRefusal, settlementRequest } from './settle-correspondence';

const STATUS: Readonly<Record<SettlementRefusal['code'], number>> = {
  unknown: 404,
  erased: 410,
  unreadable: 409,
  stale: 409,
  'not-open': 409,
  'no-such-person': 422,
  'no-such-kind': 422,
  'no-such-letter': 422,
  'unready-fields': 422,
  'no-such-office': 422,
  'past-day': 422,
};

@Controller('api/correspondences')
export class CorrespondenceController {
  constructor(private readonly parts: DeskParts) {}

  @Get(':id')
  async show(@Param('id') id: string, @Headers('authorization') authorization?: string) {
    const { keys, correspondences, ledger } = this.parts;
    const holder = await requireApiKey(keys, authorization, ['operate', 'ingest']);
    const record = await loadCorrespondence(this.parts, id);
    // Who may only bring mail in sees where it stands, not what it says.
    if (holder.scope === 'ingest')
      return { id, reference: record.reference, state: record.state, revision: record.revision, links: linksOf(id) };
    const beside = {
      deadlines: (await this.parts.deadlines.of([id])).get(id) ?? null,
      doubles: await this.parts.doubles.linkedWith(id),
    };
    return {
      ...describeCorrespondence(record, await correspondences.documentsOf(id), await ledger.list(id), beside),
      ...describeThread(await this.parts.waits.threadOf(id)),
    };
  }

  @Get(':id/events')
  async events(@Param('id') id: string, @Headers('authorization') authorization?: string) {
    await requireApiKey(this.parts.keys, authorization, ['operate']);
    await loadCorrespondence(this.parts, id);
    return { id, events: await this.parts.correspondences.journalOf(id) };
  }

  @Post(':id/decision')
  @HttpCode(202)
  async decide(@Param('id') id: string, @Body() body: unknown, @Headers('authorization') authorization?: string) {
    const holder = await requireApiKey(this.parts.keys, authorization, ['operate']);
    await loadCorrespondence(this.parts, id);
    const request = parseRequest(settlementRequest, body, 'Décision mal formée');
    const settled = await this.parts.settle.settle(id, request, holder.name);
    if (!settled.ok) throw new Problem(STATUS[settled.error.code], 'Décision refusée', settled.error.message);
    return { id, state: 'triage', revision: settled.value.revision, links: linksOf(id) };
  }

  @Post(':id/rerun')
  @HttpCode(202)
  async rerun(@Param('id') id: string, @Headers('authorization') authorization?: string) {
    await requireApiKey(this.parts.keys, authorization, ['operate']);
    await loadCorrespondence(this.parts, id);
    const done = await this.parts.rerun.rerun(id);
    if (!done.ok) throw new Problem(done.error.code === 'unknown' ? 404 : 409, 'Relance refusée', done.error.message);
    return { id, revision: done.value.revision, links: linksOf(id) };
  }
}
