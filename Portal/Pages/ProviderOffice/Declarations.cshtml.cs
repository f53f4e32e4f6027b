using System.Globalization;
using System.Security.Cryptography;
using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>
/// What the provider sent, and the place to send a file: a WMO323 or a CSV, told apart by how it begins. The page takes more bytes than a declaration may have, so that a file that is
/// too large gets a sentence and not a closed door.
/// </summary>
[RequestSizeLimit(MostBytes)]
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class DeclarationsModel(DeclarationMessages messages, OwnOffice offices, ImportDeclaration import, DeclareCsv declare, TimeProvider time) : PortalPage
{
    private const int MostBytes = 100 * 1024 * 1024;

    public IReadOnlyList<DeclarationMessages.Row> Messages { get; private set; } = [];

    public bool MaySubmit { get; private set; }

    /// <summary>The header of a file that was refused whole, with the code: of it the header-only WMO325 can be made.</summary>
    public (MessageHeader Header, ReturnCode Code)? RefusedWhole { get; private set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    // What the button for the header-only WMO325 sends back: the header as it stood in the file.
    [BindProperty] public string? Identification { get; set; }
    [BindProperty] public string? Dated { get; set; }
    [BindProperty] public string? TownCode { get; set; }
    [BindProperty] public string? Code { get; set; }

    public async Task<IActionResult> OnGet()
    {
        MaySubmit = await offices.Of(Me) is { MaySubmit: true };
        Messages = await messages.SentBy(Me);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        await OnGet();
        if (!MaySubmit)
        {
            return Forbid();
        }

        if (Upload is null)
        {
            Require(isRight: false, nameof(Upload), "file-missing");
            return Again();
        }

        await using var stream = Upload.OpenReadStream();
        return await IsXml(stream) ? await SendXml(stream) : await SendCsv(stream);
    }

    /// <summary>The header-only WMO325 to a file that was refused whole: for software that waits for an answer.</summary>
    public async Task<IActionResult> OnPostRefusal()
    {
        var codes = new[] { ReturnCode.TechnicallyRejected, ReturnCode.DatedInFuture, ReturnCode.IdentificationReused, ReturnCode.DeclarationNumberReused };
        if (await offices.Of(Me) is not { MaySubmit: true } office)
        {
            return Forbid();
        }

        if (Identification is not { Length: > 0 and <= 12 } identification || !identification.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.') || !DayText.TryParse(Dated, out var dated)
            || TownCode is not { Length: 4 } town || !town.All(char.IsAsciiDigit) || codes.FirstOrDefault(one => one.Code == Code) is not { } code)
        {
            return BadRequest();
        }

        using var answer = new MemoryStream();
        var header = new MessageHeader(office.Agb, town, identification, dated, "1.0.0", "1.0.0");
        var own = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{office.Agb}|{town}|{identification}")))[..11];
        WriteDeclarationAnswer.WriteRefusal(answer, new AnswerHeader(header, town, $"R{own}", time.Today()), code);
        return File(answer.ToArray(), "application/xml", $"WMO325-{identification}.xml");
    }

    private async Task<IActionResult> SendXml(Stream stream)
    {
        var taken = await import.Do(Me, await DeclarationFile.Load(stream, time.Today()));
        return taken.Result is { } result ? Sent(result) : NotTaken(taken);
    }

    private async Task<IActionResult> SendCsv(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        var answer = await declare.Do(Me, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), Culture);
        return answer.Imported is not { } taken ? Wrong(answer.Mistakes)
            : taken.Result is { } result ? Sent(result) : NotTaken(taken);
    }

    private RedirectResult Sent(ImportDeclaration.Result result)
    {
        Tell(result.IsRepeat ? "sent-before" : "sent", result.Lines - result.Rejected, result.Rejected, result.Accepted, result.ReceivedOn.InWords(Culture));
        return new RedirectResult($"/aanbieder/declaraties/{result.Id.Value.ToString("D", CultureInfo.InvariantCulture)}");
    }

    private IActionResult NotTaken(ImportDeclaration.Answer taken)
    {
        if (taken.Refusal is { } refusal)
        {
            return Refused(refusal, nameof(Upload));
        }

        var fault = taken.Fault!;
        RefusedWhole = fault.Header is { } header && !fault.Is(MessageFault.OtherSender) && !fault.Is(MessageFault.MunicipalityUnknown) ? (header, ReturnCode.Of(fault)) : null;
        ModelState.AddModelError(nameof(Upload), MessageFaultText.For(fault, Culture));
        return Again();
    }

    private IActionResult Wrong(IReadOnlyList<CsvMistake> mistakes)
    {
        foreach (var mistake in mistakes)
        {
            ModelState.AddModelError(nameof(Upload), CsvMistakeText.For(mistake, Culture));
        }

        return Again();
    }

    /// <summary>An XML begins with a bracket or with the mark of UTF-16; a CSV with the name of a column. What is neither is read as a CSV, which says what is wrong with it.</summary>
    private static async Task<bool> IsXml(Stream stream)
    {
        var start = new byte[64];
        var read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        var text = start.AsSpan(0, read);
        if (text.StartsWith(System.Text.Encoding.UTF8.Preamble))
        {
            text = text[3..];
        }

        return read == 0 || text.StartsWith(new byte[] { 0xFF, 0xFE }) || text.StartsWith(new byte[] { 0xFE, 0xFF }) || text.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }
}
