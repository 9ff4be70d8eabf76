using System.Security.Cryptography;
using Connector.Sandbox.Contract;

namespace Connector.Sandbox.V1;

/// <summary>Reads a generation out of a form: the picture gets the size of the image it starts from, and follows from its bytes.</summary>
internal static class FormGeneration
{
    public static Generation Read(CheckedForm form, Engine engine, string imageName)
    {
        var image = form.Images[imageName];
        var samples = GenerationFields.Samples(form.Body);
        return new Generation(
            engine,
            GenerationFields.Prompts(form.Body),
            image.Width,
            image.Height,
            samples,
            GenerationFields.Seed(form.Body),
            GenerationFields.Style(form.Body),
            Price.Of(GenerationFields.Steps(form.Body), samples))
        {
            Source = Convert.ToHexString(SHA256.HashData(form.Form.Files[imageName].Content.Span)),
        };
    }
}
