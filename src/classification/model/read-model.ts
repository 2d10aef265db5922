import { readFileSync } from 'node:fs';
import { ClassificationModel } from './classification-model';
import { classificationModelSchema } from './classification-model.schema';

/**
 * @param file path of a model that `courrier classification train` wrote
 * @throws Error in French, without the path or its content
 */
export function readModel(file: string): ClassificationModel {
  try {
    return new ClassificationModel(classificationModelSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    throw new Error('un modèle lisible, écrit par «\u00a0courrier classification train\u00a0», est attendu');
  }
}
