import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { accessPageMessages } from './accessPage/messages';
import { askMessages } from './ask/messages';
import { chartMessages } from './charts/messages';
import { deploymentsPageMessages } from './deploymentsPage/messages';
import { entityMessages } from './entity/messages';
import { environmentMessages } from './environments/messages';
import { filterMessages } from './filters/messages';
import { kitMessages } from './kit/messages';
import { ledgerPageMessages } from './ledgerPage/messages';
import { overviewPageMessages } from './overviewPage/messages';
import { ownershipMessages } from './ownership/messages';
import { runDialogMessages } from './runDialog/messages';
import { runPageMessages } from './runPage/messages';
import { searchMessages } from './search/messages';
import { runsPageMessages } from './runsPage/messages';
import { schedulesPageMessages } from './schedulesPage/messages';

/**
 * Every text of the plugin, in English; an app may translate it.
 * @public
 */
export const prefectTranslationRef = createTranslationRef({
  id: 'plugin.prefect',
  messages: {
    kit: kitMessages,
    filters: filterMessages,
    entity: entityMessages,
    environments: environmentMessages,
    ownership: ownershipMessages,
    runDialog: runDialogMessages,
    runPage: runPageMessages,
    runsPage: runsPageMessages,
    deploymentsPage: deploymentsPageMessages,
    schedulesPage: schedulesPageMessages,
    overviewPage: overviewPageMessages,
    ledgerPage: ledgerPageMessages,
    charts: chartMessages,
    ask: askMessages,
    accessPage: accessPageMessages,
    search: searchMessages,
  },
});
