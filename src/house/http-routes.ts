import { documentRoutes } from '../composition/signature/documents.description';
import { verificationRoutes } from '../composition/verification/verification.description';
import { accessRoutes } from '../desk/access/access.description';
import { attachRoutes } from '../desk/attach/attach.description';
import { correspondenceRoutes } from '../desk/correspondence.description';
import { deskRoutes } from '../desk/desk.description';
import { exportRoutes } from '../desk/export/export.description';
import { macroRoutes } from '../desk/macros/macros.description';
import { noteRoutes } from '../desk/notes/notes.description';
import { peopleRoutes } from '../desk/people/people.description';
import { teamRoutes } from '../desk/team/team.description';
import { printReturnRoutes } from '../dispatch/print-returns/print-returns.description';
import { answerRoutes } from '../intake/answer-page/answer.description';
import { intakeRoutes } from '../intake/correspondence-intake.description';
import { operationsRoutes } from '../operations/operations.description';
import type { RouteDescription } from '../platform/http/route-description';

/** Every route of the application, as /docs tells of it; a test holds it to the controllers. */
export const httpRoutes: readonly RouteDescription[] = [
  ...intakeRoutes,
  ...printReturnRoutes,
  ...correspondenceRoutes,
  ...attachRoutes,
  ...peopleRoutes,
  ...documentRoutes,
  ...verificationRoutes,
  ...operationsRoutes,
  ...accessRoutes,
  ...deskRoutes,
  ...exportRoutes,
  ...noteRoutes,
  ...teamRoutes,
  ...macroRoutes,
  ...answerRoutes,
];
