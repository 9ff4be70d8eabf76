using Generated;
using Generated.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

var (server, key) = (args[0], args[1]);
using var http = KiotaClientFactory.Create();

// Its own provider of keys sends them over https alone; this server is on the same machine.
http.DefaultRequestHeaders.Add("x-functions-key", key);
using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = $"{server}api" };
var client = new ConnectorClient(adapter);

Say("actions", (await client.Actions.GetAsync())!.Actions!.Count);
var engine = (await client.OptionsPath["dreamstudio"]["engines"].GetAsync(request => request.QueryParameters.Action = "dreamstudio-text-to-image"))![0].Value!;
Say("engine", engine);
var drawn = (await client.Actions.DreamstudioTextToImage.PostAsync(new DreamstudioTextToImageInput { Prompt = "A lighthouse", EngineId = engine, StylePreset = DreamstudioStylePreset.DigitalArt }))!;
Say("drawn", drawn.Path!);
await using var picture = (await client.Files[drawn.Path!].GetAsync())!;
using var bytes = new MemoryStream();
await picture.CopyToAsync(bytes);
Say("downloaded", bytes.Length);
bytes.Position = 0;
var stored = (await client.Files.PostAsync(bytes))!;
Say("stored", $"{stored.Path} {stored.Width}");
Say("upscaled", (await client.Actions.StabilityUpscaleFast.PostAsync(new StabilityUpscaleFastInput { Image = stored.Path }))!.Path!);
try
{
    await client.Actions.DreamstudioTextToImage.PostAsync(new DreamstudioTextToImageInput { Prompt = "x", CfgScale = 40 });
}
catch (ProblemDocument problem)
{
    Say("problem", $"{problem.Code} {problem.Problems![0].Parameter}");
    Say("message", problem.Message);
}

var check = (await client.Actions.DreamstudioTextToImage.Check.PostAsync(new DreamstudioTextToImageInput { Prompt = "x", CfgScale = 40 }))!;
Say("check", $"{check.Valid} {check.Problems![0].Parameter}");
var job = (await client.Actions.DreamstudioTextToImage.Jobs.PostAsync(new DreamstudioTextToImageInput { Prompt = "A lighthouse" }))!;
JobAnswer answer;
do
{
    answer = (await client.Jobs[job.JobId!].GetAsync())!;
}
while (answer.Files is null);
Say("job", answer.Files[0].Path!);

static void Say(string step, object what) => Console.WriteLine($"{step}: {what}");
