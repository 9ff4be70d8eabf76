using Generated;

var (server, key) = (args[0], args[1]);
using var http = new HttpClient();
http.DefaultRequestHeaders.Add("x-functions-key", key);
var client = new ConnectorClient(http) { BaseUrl = $"{server}api" };

Say("actions", (await client.ListActionsAsync()).Actions.Count);
var engine = (await client.ListOptionsAsync(App.Dreamstudio, "engines", "dreamstudio-text-to-image", null)).First().Value;
Say("engine", engine);
var drawn = await client.DreamstudioTextToImageAsync(null, null, new DreamstudioTextToImageInput { Prompt = "A lighthouse", Engine_id = engine, Style_preset = DreamstudioStylePreset.DigitalArt });
Say("drawn", drawn.Path);
using var picture = await client.GetFileAsync(drawn.Path, null, null, null);
using var bytes = new MemoryStream();
await picture.Stream.CopyToAsync(bytes);
Say("downloaded", bytes.Length);
bytes.Position = 0;
var stored = await client.StoreFileAsync(bytes);
Say("stored", $"{stored.Path} {stored.Width}");
Say("upscaled", (await client.StabilityUpscaleFastAsync(null, null, new StabilityUpscaleFastInput { Image = stored.Path })).Path);
try
{
    await client.DreamstudioTextToImageAsync(null, null, new DreamstudioTextToImageInput { Prompt = "x", Cfg_scale = 40 });
}
catch (ApiException<ProblemDocument> failure)
{
    Say("problem", $"{failure.Result.Code} {failure.Result.Problems.First().Parameter}");
}

var check = await client.CheckDreamstudioTextToImageAsync(null, null, new DreamstudioTextToImageInput { Prompt = "x", Cfg_scale = 40 });
Say("check", $"{check.Valid} {check.Problems.First().Parameter}");
var job = await client.StartDreamstudioTextToImageAsync(null, null, new DreamstudioTextToImageInput { Prompt = "A lighthouse" });
JobAnswer answer;
do
{
    answer = await client.GetJobAsync(job.Job_id);
}
while (answer.Files is null);
Say("job", answer.Files.First().Path);

static void Say(string step, object what) => Console.WriteLine($"{step}: {what}");
