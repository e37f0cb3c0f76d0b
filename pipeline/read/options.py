"""Options of reading. Values are in default.toml; there are no hidden defaults."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class ReadOptions(BaseModel):
    """Limits that keep one document from taking the machine."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_bytes: int = Field(gt=0, description="Largest file read, in bytes.")
    max_pages: int = Field(gt=0, description="Pages read of a PDF; further pages are left out and the row says so.")
    max_inflated_bytes: int = Field(gt=0, description="Most bytes a zipped document may inflate to.")
    max_cells: int = Field(gt=0, description="Most table cells read of one document.")
    ocr: Literal["auto", "off", "tesseract", "rapidocr"] = Field(
        description="The OCR engine that reads scanned pages first; auto takes the best one installed, off none."
    )
    ocr_dpi: int = Field(ge=100, le=600, description="Dots an inch at which pages are turned into images.")
    ocr_seconds: float = Field(gt=0, description="Wall time an engine may take for a page.")
    ocr_pages: int = Field(gt=0, description="Scanned pages read of a document; further ones are left out and noted.")
    office_seconds: float = Field(gt=0, description="Wall time LibreOffice may take to convert a document.")
    max_attachments: int = Field(
        ge=0, description="Attachments read of an e-mail, those within attached e-mails included."
    )
