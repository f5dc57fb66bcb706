import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { prefectTranslationRef } from '../translation';

const SHOWN_MS = 2_000;

type Props = {
  text: string;
  /** What the button says; "Copy" unless told. */
  label?: string;
  /** What it is called where there are several. */
  name?: string;
};

/** Puts a text into the clipboard and says that it did. */
export function CopyButton({ text, label, name }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <Button
      variant="secondary"
      size="small"
      aria-label={isCopied ? undefined : name}
      iconStart={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
      onPress={() =>
        navigator.clipboard.writeText(text).then(() => setCopied(true))
      }
    >
      {isCopied ? t('kit.copied') : label ?? t('kit.copy')}
    </Button>
  );
}
