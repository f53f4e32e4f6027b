using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.SignIn;
using Budget.Core.Statements;
using Microsoft.AspNetCore.DataProtection;
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
public sealed class DeclarationsModel(DeclarationMessages messages, OwnOffice offices, ImportDeclaration import, DeclareCsv declare, IDataProtectionProvider protection, TimeProvider time) : PortalPage
{
    private const int MostBytes = 100 * 1024 * 1024;

    public IReadOnlyList<DeclarationMessages.Row> Messages { get; private set; } = [];

    public bool MaySubmit { get; private set; }

    /// <summary>The header-only WMO325 to a file that was refused whole, sealed: the page carries it, and nobody writes one.</summary>
    public string? RefusalAnswer { get; private set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What the button for that answer sends back.</summary>
    [BindProperty] public string? Sealed { get; set; }

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

    /// <summary>The header-only WMO325 to a file that was refused whole: for software that waits for an answer. Only as it was made when the file was refused, and for who sent it.</summary>
    public async Task<IActionResult> OnPostRefusal()
    {
        if (await offices.Of(Me) is not { MaySubmit: true })
        {
            return Forbid();
        }

        try
        {
            return File(Convert.FromBase64String(Seal.Unprotect(Sealed ?? "")), "application/xml", "WMO325.xml");
        }
        catch (CryptographicException wrong)
        {
            throw new BadHttpRequestException("The answer is not as it was made.", wrong);
        }
    }

    private IDataProtector Seal => protection.CreateProtector(nameof(RefusalAnswer), Me.UserId.Value.ToString("D", CultureInfo.InvariantCulture));

    private async Task<IActionResult> SendXml(Stream stream)
    {
        var file = await DeclarationFile.Load(stream, time.Today());
        var taken = await import.Do(Me, file);
        if (taken.Result is { } result)
        {
            return Sent(result);
        }

        // Of what came as a CSV there is no software that waits for an answer.
        if (taken.Fault is { } fault && ImportDeclaration.RefusalAnswer(fault, file.Hash, time.Today()) is { } answer)
        {
            RefusalAnswer = Seal.Protect(Convert.ToBase64String(Encoding.UTF8.GetBytes(answer)));
        }

        return NotTaken(taken);
    }

    private async Task<IActionResult> SendCsv(Stream stream)
    {
        if (ReadDeclarationCsv.IsTooLarge(stream.Length))
        {
            return Wrong([new CsvMistake("too-large")]);
        }

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
        if (text.StartsWith(Encoding.UTF8.Preamble))
        {
            text = text[3..];
        }

        return read == 0 || text.StartsWith(new byte[] { 0xFF, 0xFE }) || text.StartsWith(new byte[] { 0xFE, 0xFF }) || text.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }
}
