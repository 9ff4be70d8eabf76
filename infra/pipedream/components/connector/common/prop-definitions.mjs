export default {
  aspectRatio: {
    type: "string",
    label: "Aspect Ratio",
    description: "The proportions of the result. One of 21:9, 16:9, 3:2, 5:4, 1:1, 4:5, 2:3, 9:16, 9:21. Default 1:1.",
    options: [
      {
        label: "21:9",
        value: "21:9",
      },
      {
        label: "16:9",
        value: "16:9",
      },
      {
        label: "3:2",
        value: "3:2",
      },
      {
        label: "5:4",
        value: "5:4",
      },
      {
        label: "1:1",
        value: "1:1",
      },
      {
        label: "4:5",
        value: "4:5",
      },
      {
        label: "2:3",
        value: "2:3",
      },
      {
        label: "9:16",
        value: "9:16",
      },
      {
        label: "9:21",
        value: "9:21",
      },
    ],
    default: "1:1",
  },
  audio: {
    type: "string",
    label: "Audio File Path or URL",
    description: "The sound to start from, 6 to 190 seconds long. A file in `/tmp` (for example, `/tmp/audio.mp3`), a URL, or the `path` that an earlier step returned. mp3, wav, at most 52,428,800 bytes.",
  },
  background: {
    type: "string",
    label: "Background",
    description: "Whether the background is transparent; for the GPT image models only. One of auto, transparent, opaque. Default auto.",
    options: [
      {
        label: "Auto",
        value: "auto",
      },
      {
        label: "Transparent",
        value: "transparent",
      },
      {
        label: "Opaque",
        value: "opaque",
      },
    ],
    optional: true,
    default: "auto",
  },
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
  controlStrength: {
    type: "string",
    label: "Control Strength",
    description: "How much the image controls the result. 0 to 1. Default 0.7.",
    optional: true,
    default: "0.7",
  },
  dreamstudioEngineId: {
    type: "string",
    label: "Upscaler",
    description: "The engine that enlarges the image. 1 to 100 characters. Made of letters, digits, dots and dashes, beginning with a letter or digit. For example esrgan-v1-x2plus, stable-diffusion-x4-latent-upscaler. Default esrgan-v1-x2plus.",
    async options({ action }) {
      return this.listOptions({
        app: "dreamstudio",
        list: "engines",
        action,
      });
    },
    default: "esrgan-v1-x2plus",
  },
  dreamstudioNegativePrompt: {
    type: "string",
    label: "Negative Prompt",
    description: "What the image should not show. 1 to 2000 characters.",
    optional: true,
  },
  dreamstudioPrompt: {
    type: "string",
    label: "Prompt",
    description: "What the image should show. 1 to 2000 characters.",
  },
  dreamstudioSeed: {
    type: "integer",
    label: "Seed",
    description: "The seed of the random noise: the same seed and inputs draw the same image. 0 or left out is a random seed. 0 to 4294967295. Default 0.",
    min: 0,
    max: 4294967295,
    optional: true,
    default: 0,
  },
  dreamstudioSteps: {
    type: "integer",
    label: "Steps",
    description: "How many diffusion steps to run; more take longer and cost more. 10 to 150. Default 30.",
    min: 10,
    max: 150,
    optional: true,
    default: 30,
  },
  dreamstudioStylePreset: {
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
  duration: {
    type: "string",
    label: "Duration",
    description: "The length of the result in seconds. 1 to 190. Default 190.",
    default: "190",
  },
  engineId: {
    type: "string",
    label: "Engine",
    description: "The engine that draws the image. 1 to 100 characters. Made of letters, digits, dots and dashes, beginning with a letter or digit. Default stable-diffusion-xl-1024-v1-0.",
    async options({ action }) {
      return this.listOptions({
        app: "dreamstudio",
        list: "engines",
        action,
      });
    },
    default: "stable-diffusion-xl-1024-v1-0",
  },
  extras: {
    type: "object",
    label: "Extras",
    description: "Experimental engine parameters, passed on as they are; they may change without warning.",
    optional: true,
  },
  fit: {
    type: "string",
    label: "Fit",
    description: "Scales, turns or converts pictures that break the action's limits, are turned by EXIF, or have CMYK colours or 16 bits, and says so in warnings. Where their proportions are not taken: contain refuses them, cover cuts them, pad adds bars. Left out, no picture is changed. One of contain, cover, pad.",
    options: [
      {
        label: "Contain",
        value: "contain",
      },
      {
        label: "Cover",
        value: "cover",
      },
      {
        label: "Pad",
        value: "pad",
      },
    ],
    optional: true,
  },
  gatewayImage: {
    type: "string",
    label: "Image File Path or URL",
    description: "The image to start from. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of at least 64 pixels.",
    optional: true,
  },
  growMask: {
    type: "string",
    label: "Grow Mask",
    description: "By how many pixels the mask is grown and its rim blurred. 0 to 20. Default 3.",
    optional: true,
    default: "3",
  },
  id: {
    type: "string",
    label: "ID",
    description: "The id that the starting action answered. 1 to 128 characters. Made of letters, digits, dashes and underscores.",
  },
  image: {
    type: "string",
    label: "Image File Path or URL",
    description: "The image to work on. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of at least 64 pixels. Together 4096 to 9437184 pixels. Proportions of 1:2.5 to 2.5:1.",
  },
  initImage: {
    type: "string",
    label: "Init Image File Path or URL",
    description: "The image to start from, in place of random noise. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 5,242,880 bytes.",
  },
  mask: {
    type: "string",
    label: "Mask File Path or URL",
    description: "A black and white image: white is edited, black is kept. Without it the transparent pixels of the image are edited. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes.",
    optional: true,
  },
  maxCredits: {
    type: "string",
    label: "Max Credits",
    description: "The most credits that the call may cost. If its documented price is higher, or it has none, it is refused before anything is sent.",
    optional: true,
  },
  model: {
    type: "string",
    label: "Model",
    description: "The model that makes the sound. One of stable-audio-3. Default stable-audio-3.",
    options: [
      {
        label: "Stable Audio 3",
        value: "stable-audio-3",
      },
    ],
    optional: true,
    default: "stable-audio-3",
  },
  n: {
    type: "integer",
    label: "Number Of Images",
    description: "How many images are made; dall-e-3 makes one only. 1 to 10. Default 1.",
    min: 1,
    max: 10,
    optional: true,
    default: 1,
  },
  negativePrompt: {
    type: "string",
    label: "Negative Prompt",
    description: "What the result should not show. At most 10000 characters.",
    optional: true,
  },
  onFiltered: {
    type: "string",
    label: "On Filtered",
    description: "What to do when the content filter catches an image: leave it out, and fail with an error when no other is left, or keep what came, usually a blurred picture. One of fail, keep. Default fail.",
    options: [
      {
        label: "Fail",
        value: "fail",
      },
      {
        label: "Keep",
        value: "keep",
      },
    ],
    optional: true,
    default: "fail",
  },
  openaiModel: {
    type: "string",
    label: "Model",
    description: "The model that draws the image; the server's own choice when it is left out. At least 1 character. For example gpt-image-1, gpt-image-1-mini, dall-e-3, dall-e-2.",
    options: [
      "gpt-image-1",
      "gpt-image-1-mini",
      "dall-e-3",
      "dall-e-2",
    ],
    optional: true,
  },
  openaiOutputFormat: {
    type: "string",
    label: "Output Format",
    description: "The format of the result; for the GPT image models only. One of png, jpeg, webp. Default png.",
    options: [
      {
        label: "PNG",
        value: "png",
      },
      {
        label: "JPEG",
        value: "jpeg",
      },
      {
        label: "WebP",
        value: "webp",
      },
    ],
    optional: true,
    default: "png",
  },
  openaiPrompt: {
    type: "string",
    label: "Prompt",
    description: "What the image should show. 1 to 32000 characters.",
  },
  outputCompression: {
    type: "integer",
    label: "Output Compression",
    description: "The compression of a JPEG or WebP, in percent; for the GPT image models only. 0 to 100. Default 100.",
    min: 0,
    max: 100,
    optional: true,
  },
  outputFormat: {
    type: "string",
    label: "Output Format",
    description: "The format of the result. One of png, jpeg, webp. Default png.",
    options: [
      {
        label: "PNG",
        value: "png",
      },
      {
        label: "JPEG",
        value: "jpeg",
      },
      {
        label: "WebP",
        value: "webp",
      },
    ],
    optional: true,
    default: "png",
  },
  prompt: {
    type: "string",
    label: "Prompt",
    description: "What the result should show, in English. A word's weight is written (word:0.5). 1 to 10000 characters.",
  },
  quality: {
    type: "string",
    label: "Quality",
    description: "How much is spent on the image; standard and hd are of DALL-E, the others of the GPT image models. One of auto, low, medium, high, standard, hd. Default auto.",
    options: [
      {
        label: "Auto",
        value: "auto",
      },
      {
        label: "Low",
        value: "low",
      },
      {
        label: "Medium",
        value: "medium",
      },
      {
        label: "High",
        value: "high",
      },
      {
        label: "Standard",
        value: "standard",
      },
      {
        label: "HD",
        value: "hd",
      },
    ],
    optional: true,
    default: "auto",
  },
  remesh: {
    type: "string",
    label: "Remesh",
    description: "How the model's surface is meshed anew. One of none, triangle, quad. Default none.",
    options: [
      {
        label: "None",
        value: "none",
      },
      {
        label: "Triangle",
        value: "triangle",
      },
      {
        label: "Quad",
        value: "quad",
      },
    ],
    optional: true,
    default: "none",
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
    description: "The seed of the random noise: the same seed and inputs draw the same result. 0 or left out is a random seed. 0 to 4294967294. Default 0.",
    min: 0,
    max: 4294967294,
    optional: true,
    default: 0,
  },
  size: {
    type: "string",
    label: "Size",
    description: "Width and height in pixels, as the model draws them. At least 1 character. For example auto, 1024x1024, 1536x1024, 1024x1536. Default auto.",
    options: [
      "auto",
      "1024x1024",
      "1536x1024",
      "1024x1536",
    ],
    default: "auto",
  },
  stabilityAudio: {
    type: "string",
    label: "Audio File Path or URL",
    description: "The sound to start from, 6 to 380 seconds long. A file in `/tmp` (for example, `/tmp/audio.mp3`), a URL, or the `path` that an earlier step returned. mp3, wav, at most 104,857,600 bytes.",
  },
  stabilityCfgScale: {
    type: "string",
    label: "CFG Scale",
    description: "How strictly the sound follows the prompt. 1 to 25. Default 1.",
    optional: true,
    default: "1",
  },
  stabilityControlStyleTransferPrompt: {
    type: "string",
    label: "Prompt",
    description: "What the result should show, in English. A word's weight is written (word:0.5). At most 10000 characters.",
    optional: true,
  },
  stabilityDuration: {
    type: "string",
    label: "Duration",
    description: "The length of the result in seconds. 1 to 380. Default 190.",
    default: "190",
  },
  stabilityEditEraseImage: {
    type: "string",
    label: "Image File Path or URL",
    description: "The image to work on. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of at least 64 pixels. Together 4096 to 9437184 pixels.",
  },
  stabilityImage: {
    type: "string",
    label: "Image File Path or URL",
    description: "The image of the object. A file in `/tmp` (for example, `/tmp/image.png`), a URL, or the `path` that an earlier step returned. png, jpg, webp, at most 10,485,760 bytes. Sides of at least 64 pixels. Together 4096 to 4194304 pixels.",
  },
  stabilityModel: {
    type: "string",
    label: "Model",
    description: "The model that makes the sound. One of stable-audio-2.5, stable-audio-2. Default stable-audio-2.",
    options: [
      {
        label: "Stable Audio 2.5",
        value: "stable-audio-2.5",
      },
      {
        label: "Stable Audio 2",
        value: "stable-audio-2",
      },
    ],
    optional: true,
    default: "stable-audio-2",
  },
  stabilityOutputFormat: {
    type: "string",
    label: "Output Format",
    description: "The format of the result. One of mp3, wav. Default mp3.",
    options: [
      {
        label: "MP3",
        value: "mp3",
      },
      {
        label: "WAV",
        value: "wav",
      },
    ],
    optional: true,
    default: "mp3",
  },
  stabilityPrompt: {
    type: "string",
    label: "Prompt",
    description: "What the sound should be, in English. At most 10000 characters.",
  },
  stabilityStableAudio2AudioToAudioCfgScale: {
    type: "string",
    label: "CFG Scale",
    description: "How strictly the sound follows the prompt. 1 to 25.",
    optional: true,
  },
  stabilitySteps: {
    type: "integer",
    label: "Steps",
    description: "How many sampling steps to run: 30 to 100 with stable-audio-2, 4 to 8 with stable-audio-2.5.",
    optional: true,
  },
  stabilityStrength: {
    type: "string",
    label: "Strength",
    description: "How much the result may differ from the sound: 0 returns it, 1 ignores it. 0 to 1. Default 1.",
    optional: true,
    default: "1",
  },
  steps: {
    type: "integer",
    label: "Steps",
    description: "How many sampling steps to run. 4 to 8. Default 8.",
    min: 4,
    max: 8,
    optional: true,
    default: 8,
  },
  strength: {
    type: "string",
    label: "Strength",
    description: "How much the result may differ from the image: 0 returns it, 1 ignores it. 0 to 1.",
    optional: true,
  },
  stylePreset: {
    type: "string",
    label: "Style Preset",
    description: "A style to steer the result towards. One of enhance, anime, photographic, digital-art, comic-book, fantasy-art, line-art, analog-film, neon-punk, isometric, low-poly, origami, modeling-compound, cinematic, 3d-model, pixel-art, tile-texture.",
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
  textureResolution: {
    type: "string",
    label: "Texture Resolution",
    description: "The side of the model's texture in pixels. One of 512, 1024, 2048. Default 1024.",
    options: [
      {
        label: "512",
        value: "512",
      },
      {
        label: "1024",
        value: "1024",
      },
      {
        label: "2048",
        value: "2048",
      },
    ],
    optional: true,
    default: "1024",
  },
  upstreamForm: {
    type: "string",
    label: "Upstream Form",
    description: "How the API sends the result to the connector: as bytes, or as base64 in JSON. The answer of the action is the same. One of bytes, json. Default bytes.",
    options: [
      {
        label: "Bytes",
        value: "bytes",
      },
      {
        label: "JSON",
        value: "json",
      },
    ],
    optional: true,
    default: "bytes",
  },
  user: {
    type: "string",
    label: "User",
    description: "The end user, by whom the server may watch for abuse.",
    optional: true,
  },
  waitSeconds: {
    type: "integer",
    label: "Wait Seconds",
    description: "How long to wait for a result that is still in progress, looking every 10 seconds. Left out, the answer comes at once. 0 to 90.",
    min: 0,
    max: 90,
    optional: true,
  },
  idempotencyKey: {
    type: "string",
    label: "Idempotency Key",
    description: "Calls with the same key and inputs are made and paid for once; a repeat gets the first one's result. Left out, each run of the step is a call of its own, however often it has to be sent.",
    optional: true,
  },
};
