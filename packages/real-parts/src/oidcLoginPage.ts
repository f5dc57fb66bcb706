/** What the login page shows. */
export interface LoginPage {
  /** Where the form is sent to. */
  action: string;
  /** The name that was typed before, when the password did not fit. */
  triedName?: string;
}

const STYLE = `
:root { color-scheme: light dark; --line: #767676; --accent: #1f5fbf; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --accent: #8ab4f8; --bad: #f2b8b5; } }
body { font: 1rem/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 1rem; }
main { width: min(22rem, 100%); }
label { display: block; margin-top: 1rem; }
input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; border: 1px solid var(--line); border-radius: .25rem; }
button { margin-top: 1.5rem; padding: .5rem 1.5rem; font: inherit; border: 1px solid var(--accent); border-radius: .25rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role=alert] { color: var(--bad); }
`;

/** The page on which a demo user says who they are. */
export function oidcLoginPage({ action, triedName }: LoginPage): string {
  const problem =
    triedName === undefined
      ? ''
      : '<p role="alert" id="problem">Name and password do not fit together. Try again.</p>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Sign in</h1>
${problem}
<form method="post" action="${escape(action)}">
<label for="name">Name</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" required autofocus value="${escape(
    triedName ?? '',
  )}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>
</main>
</body>
</html>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character]);
}
