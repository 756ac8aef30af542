export { type Compose, type Composed, type Surroundings } from './compose.ts';
