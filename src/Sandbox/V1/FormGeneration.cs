using System.Security.Cryptography;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V1;

/// <summary>Reads a generation out of a form: the picture gets the size of the image it starts from, and follows from its bytes.</summary>
internal static class FormGeneration
{
    public static Generation Read(CheckedForm form, Engine engine, string imageName, float share)
    {
        var image = form.Images[imageName];
        var mask = form.Body.TryGetProperty("mask_source", out var source) ? source.GetString() : null;
        var samples = GenerationFields.Samples(form.Body);
        return new Generation(
            engine,
            GenerationFields.Prompts(form.Body),
            image.SeenWidth,
            image.SeenHeight,
            samples,
            GenerationFields.Seed(form.Body),
            GenerationFields.Style(form.Body),
            Price.Of(GenerationFields.Steps(form.Body), samples))
        {
            Image = new PictureSource(form.Form.Files[imageName].Content, share)
            {
                Mask = mask is "MASK_IMAGE_WHITE" or "MASK_IMAGE_BLACK" ? form.Form.Files["mask_image"].Content : default,
                ReplacesBlack = mask is "MASK_IMAGE_BLACK",
            },
            Source = Convert.ToHexString(SHA256.HashData(form.Form.Files[imageName].Content.Span)),
        };
    }
}
