using System.Globalization;
using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Portal.Hosting;

namespace Portal.Api;

/// <summary>A message as the body of a request: of which kind it is, and how it is refused as a whole.</summary>
internal static class SentBody
{
    public const string Xml = "application/xml";
    public const string Csv = "text/csv";

    /// <summary>More than a message may have: what is too large is heard out, so that its sender hears why. Whoever sends still more is cut off.</summary>
    private const int MostBytes = 100 * 1024 * 1024;

    /// <summary>What may go wrong with a message, beside what may go wrong with everything.</summary>
    public static readonly int[] Failures = [StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];

    public static RouteHandlerBuilder TakesMessage(this RouteHandlerBuilder route) =>
        route.WithMetadata(new RequestSizeLimitAttribute(MostBytes)).RequireRateLimiting(Limits.HeavyWork);

    /// <summary>What the sender says that it is; none when we do not read that, or when it is packed.</summary>
    public static string? TypeOf(HttpRequest request) =>
        request.Headers.ContentEncoding.Count > 0 || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals(Xml, StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("text/xml", StringComparison.OrdinalIgnoreCase) ? Xml
        : type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase) ? Csv
        : null;

    public static IResult TypeUnknown(HttpResponse response, params string[] known)
    {
        response.Headers.Accept = string.Join(", ", known);
        return Problem.TypeUnknown.With();
    }

    /// <summary>A CSV, or so much of it that its reader sees that it is too large.</summary>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while (!ReadDeclarationCsv.IsTooLarge(bytes.Length) && (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            bytes.Write(buffer, 0, read);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>What became of a message: made now, or the same as the first time.</summary>
    public static IResult Taken<T>(HttpResponse response, string address, T shown, bool isRepeat)
    {
        response.Headers.ContentLocation = address;
        return isRepeat ? Results.Json(shown) : Results.Created(address, shown);
    }

    /// <summary>A fault of the file; the sentence names lines and elements, and nothing that a client is known by.</summary>
    public static async Task<IResult> Refused(HttpRequest request, MessageFault fault)
    {
        if (fault.Is(MessageFault.TooLarge))
        {
            return await TooLarge(request);
        }

        var problem = fault.Is(MessageFault.IdentificationReused) || fault.Is(MessageFault.NumberReused) ? Problem.NumberReused : Problem.FileRefused;
        return problem.With(mistakes: [new Problem.Mistake(fault.XmlLine, Column: null, fault.Code, MessageFaultText.For(fault, CultureInfo.CurrentUICulture))]);
    }

    public static IResult Refused(Refusal refusal) =>
        refusal.Is(Refusal.LedgerUnsound) ? Problem.NotBooking.With()
        : refusal.Is(Refusal.NotAllowed) ? Problem.NotAllowed.With()
        : Problem.FileRefused.With(mistakes: [new Problem.Mistake(Line: null, Column: null, refusal.Code, RefusalText.For(refusal, CultureInfo.CurrentUICulture))]);

    /// <summary>A program reads no answer before it has sent all.</summary>
    public static async Task<IResult> TooLarge(HttpRequest request)
    {
        await request.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
        return Problem.TooLarge.With();
    }
}
