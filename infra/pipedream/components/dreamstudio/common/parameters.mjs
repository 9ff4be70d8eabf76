export const cfgScale = {
  name: "cfg_scale",
  prop: "cfgScale",
  label: "CFG Scale",
  type: "number",
  min: 0,
  max: 35,
};

export const clipGuidancePreset = {
  name: "clip_guidance_preset",
  prop: "clipGuidancePreset",
  label: "CLIP Guidance Preset",
  type: "choice",
  choices: [
    "FAST_BLUE",
    "FAST_GREEN",
    "NONE",
    "SIMPLE",
    "SLOW",
    "SLOWER",
    "SLOWEST",
  ],
  default: "NONE",
};

export const engineId = {
  name: "engine_id",
  prop: "engineId",
  label: "Engine",
  type: "text",
  minLength: 1,
  maxLength: 100,
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  words: "letters, digits, dots and dashes, beginning with a letter or digit",
  default: "stable-diffusion-xl-1024-v1-0",
};

export const extras = {
  name: "extras",
  prop: "extras",
  label: "Extras",
  type: "object",
};

export const height = {
  name: "height",
  prop: "height",
  label: "Height",
  type: "integer",
  min: 128,
  multipleOf: 64,
};

export const image = {
  name: "image",
  prop: "image",
  label: "Image",
  required: true,
  type: "file",
  maxBytes: 5242880,
  contentTypes: [
    "image/png",
    "image/jpeg",
    "image/webp",
  ],
};

export const imageStrength = {
  name: "image_strength",
  prop: "imageStrength",
  label: "Image Strength",
  type: "number",
  min: 0,
  max: 1,
};

export const initImage = {
  name: "init_image",
  prop: "initImage",
  label: "Init Image",
  required: true,
  type: "file",
  maxBytes: 5242880,
  contentTypes: [
    "image/png",
    "image/jpeg",
    "image/webp",
  ],
};

export const initImageMode = {
  name: "init_image_mode",
  prop: "initImageMode",
  label: "Init Image Mode",
  type: "choice",
  choices: [
    "IMAGE_STRENGTH",
    "STEP_SCHEDULE",
  ],
  default: "IMAGE_STRENGTH",
};

export const maskImage = {
  name: "mask_image",
  prop: "maskImage",
  label: "Mask Image",
  type: "file",
  maxBytes: 5242880,
  contentTypes: [
    "image/png",
    "image/jpeg",
    "image/webp",
  ],
};

export const maskSource = {
  name: "mask_source",
  prop: "maskSource",
  label: "Mask Source",
  required: true,
  type: "choice",
  choices: [
    "MASK_IMAGE_WHITE",
    "MASK_IMAGE_BLACK",
    "INIT_IMAGE_ALPHA",
  ],
};

export const negativePrompt = {
  name: "negative_prompt",
  prop: "negativePrompt",
  label: "Negative Prompt",
  type: "text",
  minLength: 1,
  maxLength: 2000,
  becomes: {
    list: "text_prompts",
    field: "text",
    beside: {
      weight: -1,
    },
  },
};

export const prompt = {
  name: "prompt",
  prop: "prompt",
  label: "Prompt",
  type: "text",
  minLength: 1,
  maxLength: 2000,
  becomes: {
    list: "text_prompts",
    field: "text",
    beside: {
      weight: 1,
    },
  },
};

export const sampler = {
  name: "sampler",
  prop: "sampler",
  label: "Sampler",
  type: "choice",
  choices: [
    "DDIM",
    "DDPM",
    "K_DPMPP_2M",
    "K_DPMPP_2S_ANCESTRAL",
    "K_DPM_2",
    "K_DPM_2_ANCESTRAL",
    "K_EULER",
    "K_EULER_ANCESTRAL",
    "K_HEUN",
    "K_LMS",
  ],
};

export const samples = {
  name: "samples",
  prop: "samples",
  label: "Samples",
  type: "integer",
  min: 1,
  max: 10,
};

export const seed = {
  name: "seed",
  prop: "seed",
  label: "Seed",
  type: "integer",
  min: 0,
  max: 4294967295,
};

export const stepScheduleEnd = {
  name: "step_schedule_end",
  prop: "stepScheduleEnd",
  label: "Step Schedule End",
  type: "number",
  min: 0,
  max: 1,
};

export const stepScheduleStart = {
  name: "step_schedule_start",
  prop: "stepScheduleStart",
  label: "Step Schedule Start",
  type: "number",
  min: 0,
  max: 1,
};

export const steps = {
  name: "steps",
  prop: "steps",
  label: "Steps",
  type: "integer",
  min: 10,
  max: 150,
};

export const stylePreset = {
  name: "style_preset",
  prop: "stylePreset",
  label: "Style Preset",
  type: "choice",
  choices: [
    "enhance",
    "anime",
    "photographic",
    "digital-art",
    "comic-book",
    "fantasy-art",
    "line-art",
    "analog-film",
    "neon-punk",
    "isometric",
    "low-poly",
    "origami",
    "modeling-compound",
    "cinematic",
    "3d-model",
    "pixel-art",
    "tile-texture",
  ],
};

export const textPrompts = {
  name: "text_prompts",
  prop: "textPrompts",
  label: "Text Prompts",
  type: "list",
  minItems: 1,
  fields: [
    {
      name: "text",
      prop: "text",
      label: "Text",
      required: true,
      type: "text",
      maxLength: 2000,
    },
    {
      name: "weight",
      prop: "weight",
      label: "Weight",
      type: "number",
    },
  ],
};

export const upscaleImageEngineId = {
  name: "engine_id",
  prop: "engineId",
  label: "Upscaler",
  type: "text",
  minLength: 1,
  maxLength: 100,
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  words: "letters, digits, dots and dashes, beginning with a letter or digit",
  default: "esrgan-v1-x2plus",
};

export const upscaleImageHeight = {
  name: "height",
  prop: "height",
  label: "Height",
  type: "integer",
  min: 512,
};

export const upscaleImageWidth = {
  name: "width",
  prop: "width",
  label: "Width",
  type: "integer",
  min: 512,
};

export const width = {
  name: "width",
  prop: "width",
  label: "Width",
  type: "integer",
  min: 128,
  multipleOf: 64,
};
