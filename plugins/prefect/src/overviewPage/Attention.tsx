import type { AttentionItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Link, Text } from '@backstage/ui';
import { HealthIcon } from '../entity/HealthIcon';
import { EnvironmentBadge, Owners } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import styles from './Attention.module.css';
import { useOverviewLinks } from './useOverviewLinks';
import { useSentence } from './useSentence';

/** What needs somebody, most urgent first, and the way to do something about it. */
export function Attention({ items }: { items: readonly AttentionItem[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <ol className={styles.list} aria-label={t('overviewPage.attention.label')}>
      {items.map(item => (
        <Item
          key={`${item.kind}:${item.run.instance}:${item.run.id}`}
          item={item}
        />
      ))}
    </ol>
  );
}

function Item({ item }: { item: AttentionItem }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const sentence = useSentence(item);
  const paths = usePrefectPaths();
  const { kind, run, cause, owners } = item;
  const title = titleOf(item);
  const verb = t(
    `overviewPage.attention.${kind === 'waiting' ? 'answer' : 'open'}`,
  );
  return (
    <li className={styles.item}>
      <HealthIcon health={kind} />
      <div className={styles.what}>
        <div className={styles.sentence}>
          <Title item={item} />
          <span>{sentence}</span>
          <EnvironmentBadge environment={run.environment} />
        </div>
        {/* Of a run that waits for input the sentence tells it already. */}
        {cause && kind !== 'waiting' && (
          <Text as="p" variant="body-small" className={styles.cause}>
            <bdi>{cause}</bdi>
          </Text>
        )}
        <Text
          as="p"
          variant="body-small"
          color="secondary"
          className={styles.owner}
        >
          {t('overviewPage.attention.owner')} <Owners owners={owners} />
        </Text>
      </div>
      <ButtonLink
        size="small"
        variant="secondary"
        href={paths.run(run)}
        aria-label={t('overviewPage.attention.act', { verb, title })}
      >
        {verb}
      </ButtonLink>
    </li>
  );
}

function Title({ item }: { item: AttentionItem }) {
  const links = useOverviewLinks();
  const title = <bdi>{titleOf(item)}</bdi>;
  const { deployment } = item;
  return deployment ? (
    <Link
      weight="bold"
      href={links.runs({
        instance: [deployment.instance],
        deployment: [deployment.id],
      })}
    >
      {title}
    </Link>
  ) : (
    <strong>{title}</strong>
  );
}

function titleOf({ deployment, run }: AttentionItem): string {
  return deployment?.title ?? run.flowName;
}
