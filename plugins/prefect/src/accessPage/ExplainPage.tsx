import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PrefectQueryProvider } from '../api';
import { useUrlFilter } from '../filters';
import { Banners, EmptyState, PageBody } from '../kit';
import { prefectTranslationRef } from '../translation';
import { AccessViews } from './AccessViews';
import { explainFilter } from './explain/explainFilter';
import { QuestionFields } from './explain/QuestionFields';
import { WhoCan } from './explain/WhoCan';
import { You } from './explain/You';

/** Who may do what with a deployment, and why; the question is in the URL. */
export function ExplainPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <AccessViews current="explain" />
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [question, change] = useUrlFilter(explainFilter);
  const { instance, deployment: id, right } = question;
  return (
    <>
      <QuestionFields question={question} onChange={change} />
      {instance && id ? (
        <>
          <You deployment={{ instance, id }} right={right} />
          <WhoCan deployment={{ instance, id }} right={right} />
        </>
      ) : (
        <EmptyState
          title={t('accessPage.explain.empty.title')}
          description={t('accessPage.explain.empty.description')}
        />
      )}
    </>
  );
}
