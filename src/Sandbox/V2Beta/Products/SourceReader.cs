using System.Text.Json;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V2Beta.Products;

/// <summary>Reads how an operation uses the image it is given.</summary>
internal static class SourceReader
{
    private const float Changed = 0.6f;
    private const float Guided = 0.4f;

    private static readonly string[] Names = ["image", "subject_image", "init_image"];

    public static PictureSource? Read(string path, CheckedForm form)
    {
        var name = Array.Find(Names, form.Images.ContainsKey);
        if (name is null)
        {
            return null;
        }

        var file = form.Form.Files[name].Content;
        var image = form.Images[name];
        return path.Split('/')[^1] switch
        {
            "style" => null,
            "sketch" or "structure" => new PictureSource(file, Guided),
            "outpaint" => new PictureSource(file, 1)
            {
                Left = (int)(Number(form.Body, "left") ?? 0),
                Top = (int)(Number(form.Body, "up") ?? 0),
                Size = (image.SeenWidth, image.SeenHeight),
            },
            "erase" or "inpaint" => new PictureSource(file, 1) { Mask = form.Form.Files.GetValueOrDefault("mask")?.Content ?? default },
            "search-and-replace" or "search-and-recolor" or "replace-background-and-relight" or "style-transfer" => new PictureSource(file, Changed),
            // 0 keeps the image, 1 ignores it; what upscales or cuts out has no strength.
            _ => new PictureSource(file, 1 - (Number(form.Body, "strength") ?? 0)),
        };
    }

    private static float? Number(JsonElement body, string name) => body.TryGetProperty(name, out var number) ? number.GetSingle() : null;
}
