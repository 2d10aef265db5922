import type { DocumentStore } from '../../persistence/document-store/document-store';
import type { StoredFiles } from '../../persistence/document-store/stored-files';
import { SEALED_PLACES, type SealedPlacesQuery } from '../../persistence/sealed-places.query';

export interface KeyUse {
  values: number;
  documents: number;
}

/** What stands under each key, by its name; read from the heads alone, nothing is opened. */
export type KeySurvey = ReadonlyMap<string, Readonly<KeyUse>>;

export async function surveyKeys(
  places: SealedPlacesQuery,
  files: StoredFiles,
  store: DocumentStore,
): Promise<KeySurvey> {
  const survey = new Map<string, KeyUse>();
  const count = (key: string, what: keyof KeyUse, by: number): void => {
    const use = survey.get(key) ?? { values: 0, documents: 0 };
    use[what] += by;
    survey.set(key, use);
  };
  for (const place of SEALED_PLACES)
    for (const [key, values] of await places.countByKey(place)) count(key, 'values', values);
  for await (const { name } of files.list()) {
    const key = await store.keyIdOf(name);
    if (key !== null) count(key, 'documents', 1);
  }
  return survey;
}
