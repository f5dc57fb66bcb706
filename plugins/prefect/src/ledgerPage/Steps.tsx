import type { LedgerItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { Time } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { Decided } from './Decided';
import { Outcome } from './Outcome';
import { Parties } from './Parties';
import { useDoorText } from './words';
import styles from './EntryPage.module.css';

/** From the request to what came of it. */
export function Steps({ item }: { item: LedgerItem }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const doorText = useDoorText();
  const { decision, outcome, instance, run, kind, door } = item;
  return (
    <ol className={styles.steps} aria-label={t('ledgerPage.entry.steps')}>
      <Step name={t('ledgerPage.entry.step.requested')}>
        <Parties item={item} />
        {door && <Text as="span">{doorText(door)}</Text>}
      </Step>
      {decision && (
        <Step name={t('ledgerPage.entry.step.decided')}>
          <Decided decision={decision} />
          {decision.version && (
            <code title={decision.version}>
              {t('ledgerPage.entry.policies', {
                version: decision.version.slice(0, 8),
              })}
            </code>
          )}
        </Step>
      )}
      {kind === 'intent' && (
        <>
          <Step name={t('ledgerPage.entry.step.intent')}>
            <Time value={item.at} />
            <Text as="span" color="secondary">
              {t('ledgerPage.entry.before')}
            </Text>
          </Step>
          <Step name={t('ledgerPage.entry.step.outcome')}>
            <Outcome item={item} />
            {outcome && <Time value={outcome.at} />}
          </Step>
        </>
      )}
      {instance && run && (
        <Step name={t('ledgerPage.entry.step.run')}>
          <Link href={paths.run({ instance, id: run })}>
            <code>{run.slice(0, 8)}</code>
          </Link>
        </Step>
      )}
    </ol>
  );
}

function Step({ name, children }: { name: string; children: ReactNode }) {
  return (
    <li>
      <div className={styles.step}>
        <strong>{name}</strong>
        {children}
      </div>
    </li>
  );
}
