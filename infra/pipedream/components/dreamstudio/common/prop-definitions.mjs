export default {
  cfgScale: {
    type: "string",
    label: "CFG Scale",
    description: "How strictly the image follows the prompt; higher keeps it closer. 0 to 35. Default 7.",
    optional: true,
    default: "7",
  },
  clipGuidancePreset: {
    type: "string",
    label: "CLIP Guidance Preset",
    description: "How strongly CLIP guides the drawing; works with ancestral samplers only. One of FAST_BLUE, FAST_GREEN, NONE, SIMPLE, SLOW, SLOWER, SLOWEST. Default NONE.",
    options: [
      {
        label: "Fast blue",
        value: "FAST_BLUE",
      },
      {
        label: "Fast green",
        value: "FAST_GREEN",
      },
      {
        label: "None",
        value: "NONE",
      },
      {
        label: "Simple",
        value: "SIMPLE",
      },
      {
        label: "Slow",
        value: "SLOW",
      },
      {
        label: "Slower",
        value: "SLOWER",
      },
      {
        label: "Slowest",
        value: "SLOWEST",
      },
    ],
    optional: true,
    default: "NONE",
  },
  engineId: {
    type: "string",
    label: "Engine",
    description: "The engine that draws the image. 1 to 100 characters. Made of letters, digits, dots and dashes, beginning with a letter or digit. Default stable-diffusion-xl-1024-v1-0.",
    async options() {
      return this.listEngines();
    },
    default: "stable-diffusion-xl-1024-v1-0",
  },
  extras: {
    type: "object",
    label: "Extras",
    description: "Experimental engine parameters, passed on as they are; they may change without warning.",
    optional: true,
  },
  initImage: {
    type: "string",
    label: "Init Image File Path or URL",
    description: "The image to start from, in place of random noise. A file in `/tmp` (for example, `/tmp/image.png`), or a URL. png, jpg, webp, at most 5,242,880 bytes.",
  },
  negativePrompt: {
    type: "string",
    label: "Negative Prompt",
    description: "What the image should not show. 1 to 2000 characters.",
    optional: true,
  },
  prompt: {
    type: "string",
    label: "Prompt",
    description: "What the image should show. 1 to 2000 characters.",
  },
  sampler: {
    type: "string",
    label: "Sampler",
    description: "The sampler of the diffusion process; upstream picks a fitting one when it is left out. One of DDIM, DDPM, K_DPMPP_2M, K_DPMPP_2S_ANCESTRAL, K_DPM_2, K_DPM_2_ANCESTRAL, K_EULER, K_EULER_ANCESTRAL, K_HEUN, K_LMS.",
    options: [
      {
        label: "DDIM",
        value: "DDIM",
      },
      {
        label: "DDPM",
        value: "DDPM",
      },
      {
        label: "K-DPM++ 2M",
        value: "K_DPMPP_2M",
      },
      {
        label: "K-DPM++ 2S Ancestral",
        value: "K_DPMPP_2S_ANCESTRAL",
      },
      {
        label: "K-DPM 2",
        value: "K_DPM_2",
      },
      {
        label: "K-DPM 2 Ancestral",
        value: "K_DPM_2_ANCESTRAL",
      },
      {
        label: "K-Euler",
        value: "K_EULER",
      },
      {
        label: "K-Euler Ancestral",
        value: "K_EULER_ANCESTRAL",
      },
      {
        label: "K-Heun",
        value: "K_HEUN",
      },
      {
        label: "K-LMS",
        value: "K_LMS",
      },
    ],
    optional: true,
  },
  samples: {
    type: "integer",
    label: "Samples",
    description: "How many images to make. 1 to 10. Default 1.",
    min: 1,
    max: 10,
    optional: true,
    default: 1,
  },
  seed: {
    type: "integer",
    label: "Seed",
    description: "The seed of the random noise: the same seed and inputs draw the same image. 0 or left out is a random seed. 0 to 4294967295. Default 0.",
    min: 0,
    max: 4294967295,
    optional: true,
    default: 0,
  },
  steps: {
    type: "integer",
    label: "Steps",
    description: "How many diffusion steps to run; more take longer and cost more. 10 to 150. Default 30.",
    min: 10,
    max: 150,
    optional: true,
    default: 30,
  },
  stylePreset: {
    type: "string",
    label: "Style Preset",
    description: "A style to steer the image towards. One of enhance, anime, photographic, digital-art, comic-book, fantasy-art, line-art, analog-film, neon-punk, isometric, low-poly, origami, modeling-compound, cinematic, 3d-model, pixel-art, tile-texture.",
    options: [
      {
        label: "Enhance",
        value: "enhance",
      },
      {
        label: "Anime",
        value: "anime",
      },
      {
        label: "Photographic",
        value: "photographic",
      },
      {
        label: "Digital art",
        value: "digital-art",
      },
      {
        label: "Comic book",
        value: "comic-book",
      },
      {
        label: "Fantasy art",
        value: "fantasy-art",
      },
      {
        label: "Line art",
        value: "line-art",
      },
      {
        label: "Analog film",
        value: "analog-film",
      },
      {
        label: "Neon punk",
        value: "neon-punk",
      },
      {
        label: "Isometric",
        value: "isometric",
      },
      {
        label: "Low poly",
        value: "low-poly",
      },
      {
        label: "Origami",
        value: "origami",
      },
      {
        label: "Modeling compound",
        value: "modeling-compound",
      },
      {
        label: "Cinematic",
        value: "cinematic",
      },
      {
        label: "3D model",
        value: "3d-model",
      },
      {
        label: "Pixel art",
        value: "pixel-art",
      },
      {
        label: "Tile texture",
        value: "tile-texture",
      },
    ],
    optional: true,
  },
  textPrompts: {
    type: "string[]",
    label: "Text Prompts",
    description: "Prompts with weights, for more control than prompt and negative_prompt give. At least 1 item. Each item has text (required): At most 2000 characters; weight. Write an item as JSON (for example, `{\"text\":\"A lighthouse on a cliff\",\"weight\":0.5}`), or its text alone. They are sent beside Prompt and Negative Prompt.",
    optional: true,
  },
  upscaleImageEngineId: {
    type: "string",
    label: "Upscaler",
    description: "The engine that enlarges the image. 1 to 100 characters. Made of letters, digits, dots and dashes, beginning with a letter or digit. For example esrgan-v1-x2plus, stable-diffusion-x4-latent-upscaler. Default esrgan-v1-x2plus.",
    async options() {
      return this.listEngines();
    },
    default: "esrgan-v1-x2plus",
  },
  organization: {
    type: "string",
    label: "Organization",
    description: "The organization that is charged, unless it is the user's default one.",
    async options() {
      return this.listOrganizations();
    },
    optional: true,
  },
  clientId: {
    type: "string",
    label: "Client ID",
    description: "Tells Stability which application sends the requests.",
    optional: true,
  },
  clientVersion: {
    type: "string",
    label: "Client Version",
    description: "Tells Stability the version of that application.",
    optional: true,
  },
};
