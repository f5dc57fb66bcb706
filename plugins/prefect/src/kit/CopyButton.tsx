import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { prefectTranslationRef } from '../translation';

const SHOWN_MS = 2_000;

/** Puts a text into the clipboard and says that it did. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
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
      iconStart={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
      onPress={() =>
        navigator.clipboard.writeText(text).then(() => setCopied(true))
      }
    >
      {isCopied ? t('kit.copied') : label ?? t('kit.copy')}
    </Button>
  );
}
