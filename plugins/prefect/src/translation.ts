import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { deploymentsPageMessages } from './deploymentsPage/messages';
import { entityMessages } from './entity/messages';
import { filterMessages } from './filters/messages';
import { kitMessages } from './kit/messages';
import { overviewPageMessages } from './overviewPage/messages';
import { runDialogMessages } from './runDialog/messages';
import { runPageMessages } from './runPage/messages';
import { runsPageMessages } from './runsPage/messages';

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
    runDialog: runDialogMessages,
    runPage: runPageMessages,
    runsPage: runsPageMessages,
    deploymentsPage: deploymentsPageMessages,
    overviewPage: overviewPageMessages,
  },
});
