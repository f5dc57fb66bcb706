import { type ReactNode, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { prefectTranslationRef } from '../../translation';
import styles from './SafeMarkdown.module.css';
import { webUrl } from './webUrl';

const COMPONENTS: Components = {
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  img: ({ src, alt }) => (
    <ImageOnClick url={typeof src === 'string' ? src : ''} alt={alt ?? ''} />
  ),
  // Of a task list; a control that cannot be changed needs no name as text.
  input: ({ checked }) => <span>{checked ? '☑' : '☐'}</span>,
  // The page has headings of its own above.
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
};

/**
 * Markdown that a flow wrote, which is to say: anybody. HTML in it is not rendered, links
 * open elsewhere and only over http, and images are loaded when somebody asks for them,
 * since fetching one tells its host who reads.
 */
export function SafeMarkdown({ text }: { text: string }) {
  return (
    <div className={styles.markdown} dir="auto">
      <Markdown remarkPlugins={[remarkGfm]} skipHtml components={COMPONENTS}>
        {text}
      </Markdown>
    </div>
  );
}

/** A link that says which host it leads to; one that is no web address is only text. */
function OutsideLink({
  href,
  children,
}: {
  href: string | undefined;
  children?: ReactNode;
}) {
  const url = webUrl(href);
  if (!url) return <span>{children}</span>;
  return (
    <a
      href={url.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={url.href}
    >
      {children} <span className={styles.host}>({url.host})</span>
    </a>
  );
}

/** An image of somewhere else, loaded on click. */
export function ImageOnClick({ url, alt }: { url: string; alt: string }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isWanted, setWanted] = useState(false);
  const address = webUrl(url);
  if (!address) {
    return (
      <span>{t('runPage.artifacts.unsafe', { url: url.slice(0, 80) })}</span>
    );
  }
  if (isWanted) {
    return (
      <img
        className={styles.image}
        src={address.href}
        alt={alt}
        referrerPolicy="no-referrer"
      />
    );
  }
  return (
    <Button size="small" variant="secondary" onPress={() => setWanted(true)}>
      {t('runPage.artifacts.loadImage', { host: address.host })}
    </Button>
  );
}
