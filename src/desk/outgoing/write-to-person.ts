import type { Decision, ReadItem, Triage } from '../../domain/correspondence';
import type { AllocataireFile, Directory } from '../../domain/directory/allocataire-file';
import { type PostalAddressee, postalAddresseeOf } from '../../domain/directory/postal-addressee';
import { nirKindOf } from '../../domain/nir/nir-kind';
import type { Office } from '../../domain/office';
import { type FreeField, type FreeTexts, readFreeTexts } from '../../domain/outgoing-letter';
import type { ComposedReply, CompositionRefusal, ReplyOrder } from '../../domain/reply';
import { ok, type Result, refused } from '../../domain/result';
import type { OutgoingRepository } from '../../persistence/outgoing.repository';
import type { Enqueuer } from '../../pipeline/enqueuer';
import { type Clock, parisDate } from '../../platform/clock';

/** A letter that answers nothing, by its template. */
export interface WritableLetter {
  readonly title: string;
  readonly free: readonly FreeField[];
}

interface Parts {
  readonly directory: Directory;
  readonly outgoing: Pick<OutgoingRepository, 'order'>;
  readonly enqueuer: Pick<Enqueuer, 'kick'>;
  readonly letters: ReadonlyMap<string, WritableLetter>;
  readonly compose: (order: ReplyOrder) => Promise<Result<ComposedReply, CompositionRefusal>>;
  readonly office: Office;
  readonly clock: Clock;
}

/** What an agent's form holds. */
export interface TypedLetter {
  readonly letter: string;
  readonly numeroAllocataire: string;
  readonly text: (field: string) => string;
}

export interface ReadyLetter extends PostalAddressee {
  readonly file: AllocataireFile;
  readonly template: WritableLetter;
  readonly name: string;
}

/** Letters that an agent writes to somebody who has asked for nothing. */
export class WriteToPerson {
  constructor(private readonly parts: Parts) {}

  get letters(): ReadonlyMap<string, WritableLetter> {
    return this.parts.letters;
  }

  /** The template and who would get it. @returns why nothing may be written, in French */
  async open({
    letter,
    numeroAllocataire,
  }: Pick<TypedLetter, 'letter' | 'numeroAllocataire'>): Promise<Result<ReadyLetter, string>> {
    const template = this.parts.letters.get(letter);
    if (template === undefined) return refused('Cette lettre n’existe pas.');
    const [file] = await this.parts.directory.findFiles([], [numeroAllocataire]);
    if (file === undefined) return refused('Aucun dossier du répertoire ne porte ce numéro allocataire.');
    const addressee = postalAddresseeOf(file);
    return addressee.ok ? ok({ ...addressee.value, file, template, name: letter }) : addressee;
  }

  /** The letter as it would leave, but for its reference. @returns its PDF */
  async preview(typed: TypedLetter): Promise<Result<Uint8Array, string>> {
    const ready = await this.ready(typed);
    if (!ready.ok) return ready;
    const { name, file, personIndex, address, free } = ready.value;
    const today = parisDate(this.parts.clock.now());
    const composed = await this.parts.compose({
      ...{ reference: `C-${today.slice(0, 4)}-000000`, letter: name, attestations: [], file, personIndex },
      ...{ destination: { kind: 'post', address }, nirKind: kindOf(file, personIndex), requestKinds: [] },
      ...{ receivedOn: today, writtenOn: today, office: this.parts.office, details: { free }, original: null },
    });
    if (!composed.ok) return refused(composed.error.message);
    const [pdf] = composed.value.files;
    return pdf === undefined ? refused('La lettre n’a pas pu être composée.') : ok(pdf.bytes);
  }

  /** @param orderId of the form: sent twice, it is one letter. @returns the item's id */
  async send(typed: TypedLetter, orderId: string, by: string): Promise<Result<string, string>> {
    const ready = await this.ready(typed);
    if (!ready.ok) return ready;
    const { name, file, personIndex, address, free } = ready.value;
    const person = { numeroAllocataire: file.numeroAllocataire, personIndex };
    const id = await this.parts.outgoing.order({
      orderId,
      reading: NOTHING_RECEIVED,
      triage: triageOf(name, file, { personIndex, address }),
      settlement: { person, kind: null, letter: name, setAside: null, free, by },
    });
    this.parts.enqueuer.kick();
    return ok(id);
  }

  private async ready(typed: TypedLetter): Promise<Result<ReadyLetter & { readonly free: FreeTexts }, string>> {
    const opened = await this.open(typed);
    if (!opened.ok) return opened;
    const free = readFreeTexts(opened.value.template.free, typed.text);
    return free.ok ? ok({ ...opened.value, free: free.value }) : free;
  }
}

const kindOf = (file: AllocataireFile, index: number) => {
  const nir = file.persons[index]?.nir ?? null;
  return nir === null ? null : nirKindOf(nir);
};

const SAYS = 'Un agent écrit à cette personne, qui n’avait rien demandé.';

function triageOf(letter: string, file: AllocataireFile, { personIndex, address }: PostalAddressee): Triage {
  const decision: Decision = {
    ...{ action: 'acknowledge', state: 'decided', channel: 'post', documents: [], letter, preparedLetter: null },
    ...{ destination: { kind: 'post', address }, rule: 'lettre-du-bureau', trace: [SAYS], reason: null, settle: null },
  };
  return {
    identification: {
      ...{ verdict: 'matched', numeroAllocataire: file.numeroAllocataire, person: 'allocataire', personIndex },
      ...{ corroboratedBy: [], because: [SAYS], nir: file.persons[personIndex]?.nir ?? null },
      ...{ nirKind: kindOf(file, personIndex), proposalKnown: false, numeroAllocataireGiven: false, thirdParty: false },
    },
    classification: { requests: [], danger: [] },
    decision,
  };
}

/** What stages find where nothing came in. */
const NOTHING_RECEIVED: ReadItem = {
  ...{
    channel: 'post',
    readability: 'read',
    unreadable: [],
    automatic: null,
    automaticBecause: [],
    mayAutoReply: false,
  },
  ...{ mayNotAutoReplyBecause: ['Rien n’a été reçu\u00a0: un agent écrit le premier.'], from: null, replyTo: null },
  ...{ recipients: [], subject: '', date: null, messageId: null, inReplyTo: null, references: [], text: '', texts: [] },
  ...{ attachments: [], scan: null },
  authentication: { authenticated: false, by: 'none', because: 'Rien n’a été reçu.' },
};
