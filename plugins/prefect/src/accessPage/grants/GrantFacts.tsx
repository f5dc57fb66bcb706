import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { EntityLink, formatTime, Time, useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { People } from './People';
import styles from './GrantFacts.module.css';
import { TimeLeft } from './TimeLeft';
import { useWords } from './useWords';

/** Who, why, for how long, and who decides. */
export function GrantFacts({ grant }: { grant: Grant }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow();
  const { terms, voices } = useWords(grant);
  const { kind, state, expiresAt } = grant;
  return (
    <dl className={styles.facts}>
      <Fact name={t('accessPage.fact.who')}>
        <EntityLink entityRef={grant.principal} />
      </Fact>
      <Fact name={t('accessPage.fact.why')}>
        <bdi>{grant.reason}</bdi>
      </Fact>
      <Fact name={t('accessPage.fact.terms')}>{terms}</Fact>
      {kind === 'asked' && (
        <>
          <Fact name={t('accessPage.fact.needs')}>{voices}</Fact>
          <Fact name={t('accessPage.fact.approvers')}>
            <People refs={grant.approvers} />
          </Fact>
        </>
      )}
      {state === 'waiting' && (
        <Fact name={t('accessPage.fact.lapses')}>
          <Time value={grant.lapsesAt} />
        </Fact>
      )}
      {state === 'active' && expiresAt && (
        <Fact name={t('accessPage.fact.ends')}>
          {formatTime(new Date(expiresAt), now)}, <TimeLeft until={expiresAt} />
        </Fact>
      )}
      {grant.policy && (
        <Fact name={t('accessPage.fact.policy')}>{grant.policy}</Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
