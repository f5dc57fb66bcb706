import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import { Flex, Link, Text } from '@backstage/ui';
import { EnvironmentBadge } from '../kit';
import { prefectTranslationRef } from '../translation';
import styles from './DeploymentResult.module.css';

type Props = {
  result?: SearchDocument;
  highlight?: ResultHighlight;
};

/** A deployment that search found: where it runs, whose it is, and what matched. */
export function DeploymentResult({ result, highlight }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (!result) return null;
  const environment = textOf(result, 'environment');
  const owner = textOf(result, 'owner');
  return (
    <div className={styles.result}>
      <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
        <Link href={result.location} weight="bold">
          <Matched field="title" text={result.title} highlight={highlight} />
        </Link>
        {environment && <EnvironmentBadge environment={environment} />}
        {owner && (
          <Text as="span" variant="body-small" color="secondary">
            {t('search.ownedBy', { owner })}
          </Text>
        )}
      </Flex>
      <Text as="p" variant="body-small" className={styles.text}>
        <Matched field="text" text={result.text} highlight={highlight} />
      </Text>
    </div>
  );
}

type MatchedProps = {
  field: 'title' | 'text';
  text: string;
  highlight: ResultHighlight | undefined;
};

/** The text with a mark on what was searched for, where the search engine tells it. */
function Matched({ field, text, highlight }: MatchedProps) {
  const marked = highlight?.fields[field];
  return (
    <bdi>
      {highlight && marked ? (
        <HighlightedSearchResultText
          text={marked}
          preTag={highlight.preTag}
          postTag={highlight.postTag}
        />
      ) : (
        text
      )}
    </bdi>
  );
}

/** Documents may have fields that their general type does not know. */
function textOf(result: SearchDocument, field: string): string | undefined {
  const value: unknown = Reflect.get(result, field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
