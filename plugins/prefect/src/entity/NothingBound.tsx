import {
  ANNOTATION_DEPLOYMENT,
  type EntityAutomation,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { CopyButton, EmptyState } from '../kit';
import { prefectTranslationRef } from '../translation';

/** What the entity's annotations name in vain, and what to write when nothing is bound. */
export function NothingBound({ automation }: { automation: EntityAutomation }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { items, proposals, unmatched } = automation;
  const [likely] = [
    ...unmatched.flatMap(({ suggestions }) => suggestions),
    ...proposals.map(({ instance, title }) => `${instance}:${title}`),
  ];
  const yaml = `metadata:
  annotations:
    ${ANNOTATION_DEPLOYMENT}: ${likely ?? 'production:flow/deployment'}`;
  return (
    <>
      {unmatched.map(({ annotation, value, suggestions }) => (
        <Alert
          key={`${annotation} ${value}`}
          role="status"
          status="warning"
          icon
          title={t('entity.empty.unmatched', { annotation, value })}
          description={
            suggestions.length > 0
              ? t('entity.empty.suggestions', { names: suggestions.join(', ') })
              : undefined
          }
        />
      ))}
      {items.length === 0 && (
        <EmptyState
          title={t('entity.empty.title')}
          description={t('entity.empty.description')}
        >
          <pre>{yaml}</pre>
          <CopyButton text={yaml} />
        </EmptyState>
      )}
    </>
  );
}
