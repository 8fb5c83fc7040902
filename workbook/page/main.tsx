import { render } from 'preact';
import { App } from './shell/app.tsx';
import { beginLanguage } from './shell/settings.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

beginLanguage();
const app = document.getElementById('app');
if (!app) throw new Error('index.html has no element with the id "app"');
render(<App />, app);
