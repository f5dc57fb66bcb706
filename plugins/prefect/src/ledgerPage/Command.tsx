import styles from './Command.module.css';

/** What is typed into a terminal, or JSON. */
export function Command({ text }: { text: string }) {
  return (
    <pre className={styles.command} dir="ltr">
      {text}
    </pre>
  );
}
