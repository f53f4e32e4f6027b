using Budget.Core.Invoices;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>One declaration as the auditor reads it: each line with what became of it.</summary>
public sealed class DeclarationModel(DeclarationMessages messages, TimeProvider time) : DeclarationPage(messages, time);
