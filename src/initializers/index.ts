export { constant, zeros } from './constant.ts';
export { fansOf, type Fans, type Initializer } from './initializer.ts';
export { heNormal, lecunNormal, normal, xavierNormal, type XavierFan } from './normal.ts';
export { heUniform, xavierUniform } from './uniform.ts';
