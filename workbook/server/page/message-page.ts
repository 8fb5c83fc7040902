import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { TFunction } from 'i18next';

type MessageKey = 'token' | 'opening' | 'pageMissing';

/** A page of one sentence, for what the learner meets before the real page can be shown. */
export function messagePage(
  say: TFunction,
  key: MessageKey,
  next?: string,
): HtmlEscapedString | Promise<HtmlEscapedString> {
  const title = say(`${key}.title`);
  return html`<!doctype html>
    <html lang="${say('language')}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        ${next === undefined ? '' : html`<meta http-equiv="refresh" content="0; url=${next}" />`}
        <title>${title}</title>
        <style>
          body {
            font:
              1.125rem/1.6 system-ui,
              sans-serif;
            margin: 20vh auto;
            max-width: 36rem;
            padding: 0 1.5rem;
            color-scheme: light dark;
          }
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p>${say(`${key}.text`)}</p>
      </body>
    </html>`;
}
