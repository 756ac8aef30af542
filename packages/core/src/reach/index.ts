export { readSurface, type Doubt, type Reach, type Surface } from './surface.ts';
